package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.FindingText;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whatever stands in a file, it is a specification that its own explanation says again, or findings point into it. */
class SpecificationFuzzTest {
    private static ReadResult read(String file, String text) {
        Path only = Path.of(file);
        return new SpecificationReader(path -> {
                    if (!path.equals(only)) {
                        throw new NoSuchFileException(path.toString());
                    }
                    return text;
                })
                .read(only);
    }

    private static void assertReadOrReported(String file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int lines = text.split("\r\n|[\r\n\u0085\u2028\u2029]", -1).length;

        ReadResult result = read(file, text);

        assertThat(result.loaded().isPresent())
                .isEqualTo(result.findings().stream().noneMatch(Finding::isError));
        for (Finding finding : result.findings()) {
            assertThat(finding.location().file()).isEqualTo(file);
            assertThat(finding.location().line()).isBetween(1, lines);
            assertThat(finding.location().column()).isBetween(1, text.length() + 1);
            assertThat(finding.location().length()).isBetween(0, text.length());
            assertThat(FindingText.render(finding)).contains(finding.code().id(), "^");
        }
        result.loaded().ifPresent(loaded -> {
            ReadResult again = read("explained.yaml", Explanation.yaml(loaded));
            assertThat(again.findings()).isEmpty();
            assertThat(again.loaded().orElseThrow().specification()).isEqualTo(loaded.specification());
        });
    }

    @FuzzTest
    void yamlIsASpecificationOrHasFindings(byte[] text) {
        assertReadOrReported("ops.yaml", text);
    }

    @FuzzTest
    void markdownIsASpecificationOrHasFindings(byte[] text) {
        assertReadOrReported("ops.md", text);
    }
}
