package io.watchbill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

    @TempDir
    private Path folder;

    @Test
    void aFileThatHoldsExactlyTheTextIsCurrent() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");
        assertThatCode(() -> new Golden(file).holds("one\ntwo\n", false)).doesNotThrowAnyException();
    }

    @Test
    void theFirstLineThatDiffersIsShownWithTheWayToRefreshTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "one\ntwo\nthree\n");
        assertThatThrownBy(() -> new Golden(file).holds("one\n2\nthree\n", false))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        file + " is not current: line 2 holds\n  two\nand should hold\n  2\nIf the change is meant, run"
                                + " ./test -Dwatchbill.update=true and review the file.");
    }

    @Test
    void anUpdateWritesTheFileWithItsFolders() throws IOException {
        Path file = folder.resolve("docs/a.txt");
        new Golden(file).holds("one\n", true);
        assertThat(file).hasContent("one\n");
    }

    @Test
    void aFileThatDoesNotExistIsNotCurrent() {
        assertThatThrownBy(() -> new Golden(folder.resolve("none.txt")).holds("one\n", false))
                .hasMessageContaining("line 1 holds\n  (end of file)\nand should hold\n  one");
    }
}
