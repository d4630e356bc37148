package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.finding.FindingText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case is a file: a sentence, input files after lines {@code -- name --}, and the exact text of all findings after {@code -- findings --}.
 * {@code base.yaml}, which is without findings, can be extended by all of them. With {@code -Dwatchbill.cases=write} the findings are written instead.
 */
class FindingsTest {
    private static final Path CASES = Path.of("src/test/resources/io/watchbill/spec/reader/findings");
    private static final String EXPECTED = "findings";

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
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
        Map<String, String> parts = parts(Files.readString(CASES.resolve(name)));
        String found = findings(parts);

        if ("write".equals(System.getProperty("watchbill.cases"))) {
            parts.put(EXPECTED, found);
            Files.writeString(CASES.resolve(name), text(parts));
        }
        assertThat(found).isEqualTo(parts.get(EXPECTED));
        assertThat(found).as("the case is about its code").contains("[" + name.substring(0, 5) + "]");
    }

    @ParameterizedTest
    @EnumSource(SpecificationCode.class)
    void everyCodeHasACase(SpecificationCode code) throws IOException {
        assertThat(cases()).anyMatch(name -> name.startsWith(code.id()));
    }

    @Test
    void theBaseOfTheCasesHasNoFindings() throws IOException {
        assertThat(findings(Map.of("ops.yaml", "extends: base.yaml"))).isEmpty();
    }

    @Test
    void noTwoCodesShareAnId() {
        assertThat(Arrays.stream(SpecificationCode.values()).map(SpecificationCode::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void whyAFileCannotBeReadIsSaid(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});

        assertThat(why(TextFiles.ofFileSystem(), latin)).isEqualTo("the file is no text in UTF-8");
        assertThat(why(TextFiles.ofFileSystem(), folder)).isEqualTo("the file cannot be read");
        assertThat(why(TextFiles.ofFileSystem(), folder.resolve("none.yaml"))).isEqualTo("the file does not exist");
        assertThat(why(
                        path -> {
                            throw new AccessDeniedException(path.toString());
                        },
                        latin))
                .isEqualTo("the file may not be read: permission denied");
    }

    private static String why(TextFiles files, Path file) {
        return new SpecificationReader(files).read(file).findings().get(0).message();
    }

    private static String findings(Map<String, String> parts) {
        TextFiles files = path -> {
            if (path.toString().equals("base.yaml")) {
                return Files.readString(CASES.resolve("base.yaml"));
            }
            String content = parts.get(path.toString());
            if (content == null) {
                throw new NoSuchFileException(path.toString());
            }
            return content;
        };
        String first = parts.containsKey("ops.md") ? "ops.md" : "ops.yaml";
        return new SpecificationReader(files)
                .read(Path.of(first)).findings().stream()
                        .map(finding -> FindingText.render(finding) + "\n")
                        .collect(Collectors.joining());
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String name = "";
        for (String line : text.lines().toList()) {
            if (line.matches("-- \\S+ --")) {
                name = line.substring(3, line.length() - 3);
                parts.put(name, "");
            } else {
                parts.merge(name, line + "\n", String::concat);
            }
        }
        return parts;
    }

    private static String text(Map<String, String> parts) {
        List<String> texts = parts.entrySet().stream()
                .map(part ->
                        part.getKey().isEmpty() ? part.getValue() : "-- " + part.getKey() + " --\n" + part.getValue())
                .toList();
        return String.join("", texts);
    }
}
