package io.watchbill.plan.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.finding.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of docs/lint.md are what they are said to be. */
class LintPageTest {
    private static final Path PAGE = Path.of("../docs/lint.md");
    private static final Pattern OPTION = Pattern.compile("Here with `--(\\S+) (\\S+)`|here `--(\\S+) (\\S+)`");

    @Test
    void thePageHasExactlyTheCodesInTheirOrder() throws IOException {
        List<String> headings = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("## "))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(Arrays.stream(LintCode.values())
                        .map(code -> "## " + code.id() + ": " + code.title())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(LintCode.class)
    void aSectionSaysHowBadItIs(LintCode code) throws IOException {
        assertThat(section(code)).contains("\nSeverity: " + code.severity().text() + ".\n");
    }

    @ParameterizedTest
    @EnumSource(value = LintCode.class, mode = EnumSource.Mode.EXCLUDE, names = "TIER_INSIDE_BUDGET")
    void theBadExampleHasTheFindingAndTheGoodOneHasNone(LintCode code) throws IOException {
        String section = section(code);

        assertThat(codes(section, "Bad:")).contains(code);
        assertThat(codes(section, "Good:")).isEmpty();
    }

    private static String section(LintCode code) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("## " + code.id() + ": ");
        int to = page.indexOf("\n## ", from);
        return to < 0 ? page.substring(from) : page.substring(from, to);
    }

    private static List<Code> codes(String section, String which) {
        Map<String, String> parts = new HashMap<>();
        parts.put("ops.yaml", "extends: base.yaml\n" + block(section.substring(section.indexOf(which)), "yaml"));
        if (section.contains("```text\n")) {
            parts.put("page", block(section, "text"));
        }
        Matcher option = OPTION.matcher(section);
        if (option.find()) {
            int group = option.group(1) == null ? 3 : 1;
            parts.put("options", option.group(group) + " " + option.group(group + 1));
        }
        return LintCases.findings(parts).stream()
                .<Code>map(finding -> finding.code())
                .toList();
    }

    private static String block(String text, String language) {
        int from = text.indexOf("```" + language + "\n") + language.length() + 4;
        return text.substring(from, text.indexOf("```", from));
    }
}
