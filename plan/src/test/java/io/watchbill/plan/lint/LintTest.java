package io.watchbill.plan.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.finding.FindingText;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.SpecificationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case is a file: a sentence, the specification after {@code -- ops.yaml --}, what is known about Prometheus after {@code -- options --} and
 * {@code -- page --}, and the exact text of all findings after {@code -- findings --}. The option {@code creeping-factor} judges tiers that are not our own. {@code base.yaml}, which is without findings, can be extended
 * by all of them. With {@code -Dwatchbill.cases=write} the findings are written instead.
 */
class LintTest {
    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");
    private static final String EXPECTED = "findings";

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(LintCases.FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("WB"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFindingReadsExactlySo(String name) throws IOException {
        Map<String, String> parts = LintCases.parts(Files.readString(LintCases.FOLDER.resolve(name)));
        String found = findings(parts);

        if ("write".equals(System.getProperty("watchbill.cases"))) {
            parts.put(EXPECTED, found);
            Files.writeString(LintCases.FOLDER.resolve(name), LintCases.text(parts));
        }
        assertThat(found).isEqualTo(parts.get(EXPECTED));
        assertThat(found).as("the case is about its code").contains("[" + name.substring(0, 5) + "]");
    }

    @ParameterizedTest
    @EnumSource(LintCode.class)
    void everyCodeHasACase(LintCode code) throws IOException {
        assertThat(cases()).anyMatch(name -> name.startsWith(code.id()));
    }

    @Test
    void theBaseOfTheCasesHasNoFindings() {
        assertThat(findings(Map.of("ops.yaml", "extends: base.yaml"))).isEmpty();
    }

    @Test
    void theExampleHasNoFindings() throws IOException {
        LoadedSpecification example = LintCases.loaded(new SpecificationReader(Files::readString).read(EXAMPLE));

        assertThat(Lint.findings(example, Planner.plan(example, Target.DEFAULT), Surroundings.UNKNOWN))
                .isEmpty();
    }

    private static String findings(Map<String, String> parts) {
        return LintCases.findings(parts).stream()
                .map(finding -> FindingText.render(finding) + "\n")
                .collect(Collectors.joining());
    }
}
