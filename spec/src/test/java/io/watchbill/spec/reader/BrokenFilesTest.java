package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.FindingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file, reading ends with a specification or with findings that point into it. */
class BrokenFilesTest {
    private static final Path COMPLETE = Path.of("src/test/resources/io/watchbill/spec/reader/complete.yaml");
    private static final List<String> VALUES = List.of(
            "",
            "null",
            "[]",
            "{}",
            "[a, {b: c}]",
            "{name: x}",
            "-1",
            "1e400",
            "99999999999999999999",
            "'",
            "\"",
            "*a",
            "&a b",
            "!!binary x",
            "|",
            "> 1",
            "%",
            "🛫",
            "\t",
            "a: b",
            "${x}",
            "{{ x }}",
            "0s",
            "[[[[]]]]",
            "true",
            "2026-02-30",
            "x{",
            "error_rate > 5% over 1run",
            "outside 2..1",
            "../..",
            "~",
            "P1",
            "every",
            "\u0000",
            "\u2028",
            "\r");

    private static List<Finding> read(String file, String text) {
        ReadResult result = new SpecificationReader(path -> text).read(Path.of(file));
        assertThat(result.loaded().isPresent())
                .isEqualTo(result.findings().stream().noneMatch(Finding::isError));
        for (Finding finding : result.findings()) {
            assertThat(finding.location().line()).isPositive();
            assertThat(finding.location().column()).isPositive();
            assertThat(FindingText.render(finding)).contains(finding.code().id(), "^");
        }
        result.loaded().ifPresent(loaded -> assertThat(Explanation.yaml(loaded)).isNotEmpty());
        return result.findings();
    }

    @Test
    void aValueReplacedByAnythingIsReadOrReported_seed3() throws IOException {
        List<String> lines = Files.readAllLines(COMPLETE);
        Random random = new Random(3);
        int reported = 0;
        for (int i = 0; i < 500; i++) {
            List<String> mutated = new ArrayList<>(lines);
            int index = random.nextInt(lines.size());
            String line = lines.get(index);
            int colon = line.indexOf(": ", random.nextInt(line.length()));
            String value = VALUES.get(random.nextInt(VALUES.size()));
            if (colon < 0) {
                mutated.set(index, line.substring(0, random.nextInt(line.length() + 1)) + value);
            } else {
                int end = line.indexOf(',', colon);
                mutated.set(index, line.substring(0, colon + 2) + value + (end < 0 ? "" : line.substring(end)));
            }
            reported += read("ops.yaml", String.join("\n", mutated) + "\n").isEmpty() ? 0 : 1;
        }
        assertThat(reported).isGreaterThan(250);
    }

    @Test
    void charactersTakenAwayDoubledOrSwappedAreReadOrReported_seed5() throws IOException {
        String text = Files.readString(COMPLETE);
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            StringBuilder mutated = new StringBuilder(text);
            for (int j = 0; j <= random.nextInt(4); j++) {
                int at = random.nextInt(mutated.length() - 1);
                switch (random.nextInt(3)) {
                    case 0 -> mutated.deleteCharAt(at);
                    case 1 -> mutated.insert(at, mutated.charAt(random.nextInt(mutated.length())));
                    default -> mutated.setCharAt(at, mutated.charAt(random.nextInt(mutated.length())));
                }
            }
            read("ops.yaml", mutated.toString());
        }
    }

    @Test
    void documentsOfRandomPiecesAreReadOrReported_seed7() {
        List<String> pieces = List.of(
                "---\n",
                "extends: x\n",
                "## Operations Specification: X\n",
                "### SLOs\n",
                "#### Key Metrics\n",
                "### Alerting Configuration\n",
                "### On-Call\n",
                "| SLO | Target | Measurement |\n",
                "|--|--|--|\n",
                "| a | 99% | Uptime |\n",
                "| a | `b | c\\| | d |\n",
                "|\n",
                "||||\n",
                "| [x](y) | < 1ms | bad a of total b |\n",
                "Times are in Mars.\n",
                "| x | `up == 0` for 5m | P1 | [a](b) |\n",
                "text\n",
                "\n",
                "| - | – | — | |\n",
                "# \n");
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            StringBuilder document = new StringBuilder();
            for (int j = 0; j < random.nextInt(12); j++) {
                document.append(pieces.get(random.nextInt(pieces.size())));
            }
            read("ops.md", document.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n",
                "--- a\n--- b\n",
                "? [complex, key]\n: value\n",
                "? {a: b}\n: value\n",
                "%YAML 3.0\n---\na: b\n",
                "{",
                "\uFEFFapiVersion: watchbill/v1"
            })
    void yamlThatAsksForTroubleIsReported(String text) {
        assertThat(read("ops.yaml", text)).isNotEmpty();
    }

    @Test
    void aVeryDeepFileIsReported() {
        assertThat(read("ops.yaml", "a: " + "[".repeat(10_000) + "]".repeat(10_000)))
                .isNotEmpty();
    }
}
