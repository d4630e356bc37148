package io.watchbill.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.cli.Failure;
import io.watchbill.cli.output.OutputFolder.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    @TempDir
    private Path folder;

    @Test
    void everyFileIsWrittenWithAManifestThatNamesIt() throws IOException {
        List<Change> changes =
                output().write(content(Map.of("rules/a.yaml", "groups: []\n", "runbooks/a.md", "# a\n")));

        assertThat(changes)
                .extracting(change -> change.kind() + " " + change.path())
                .containsExactly("CREATE rules/a.yaml", "CREATE runbooks/a.md", "CREATE index.json");
        assertThat(folder.resolve("rules/a.yaml")).hasContent("groups: []\n");
        assertThat(Files.readString(folder.resolve("index.json")))
                .isEqualTo("""
                        {
                          "watchbill": "1.0",
                          "systems": [
                            {
                              "name": "a",
                              "hash": "00ff"
                            }
                          ],
                          "files": [
                            {
                              "path": "rules/a.yaml",
                              "sha256": "8d0e2e37f22fd04310ac7a2ef8b3a50b3e92e0bd7b30e7f0f9d1f8e9aa2c9bb1"
                            },
                            {
                              "path": "runbooks/a.md",
                              "sha256": "%s"
                            }
                          ]
                        }
                        """.formatted(Manifest.sha256("# a\n")).replace(
                        "8d0e2e37f22fd04310ac7a2ef8b3a50b3e92e0bd7b30e7f0f9d1f8e9aa2c9bb1",
                        Manifest.sha256("groups: []\n")));
    }

    @Test
    void theHashIsSha256InHexadecimal() {
        // printf abc | sha256sum
        assertThat(Manifest.sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void whatIsCurrentIsNotTouched() throws IOException {
        output().write(content(Map.of("rules/a.yaml", "same\n", "rules/b.yaml", "old\n")));
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(folder.resolve("rules/a.yaml"), longAgo);

        List<Change> changes = output().write(content(Map.of("rules/a.yaml", "same\n", "rules/b.yaml", "new\n")));

        assertThat(changes).extracting(Change::path).containsExactly("rules/b.yaml", "index.json");
        assertThat(Files.getLastModifiedTime(folder.resolve("rules/a.yaml"))).isEqualTo(longAgo);
        assertThat(output().write(content(Map.of("rules/a.yaml", "same\n", "rules/b.yaml", "new\n"))))
                .isEmpty();
    }

    @Test
    void whatIsNoLongerGeneratedIsDeletedAndSoIsItsEmptyFolder() throws IOException {
        output().write(content(Map.of("rules/a.yaml", "a\n", "tests/a.yaml", "t\n")));

        List<Change> changes = output().write(content(Map.of("rules/a.yaml", "a\n")));

        assertThat(changes)
                .extracting(change -> change.kind() + " " + change.path())
                .containsExactly("DELETE tests/a.yaml", "UPDATE index.json");
        assertThat(folder.resolve("tests")).doesNotExist();
    }

    @Test
    void aForeignFileIsNeverDeletedNorOverwritten() throws IOException {
        output().write(content(Map.of("rules/a.yaml", "a\n")));
        Files.writeString(folder.resolve("rules/theirs.yaml"), "theirs\n");

        output().write(content(Map.of("other/b.yaml", "b\n")));
        assertThat(folder.resolve("rules/theirs.yaml")).hasContent("theirs\n");

        assertThatThrownBy(() -> output().write(content(Map.of("rules/theirs.yaml", "ours\n"))))
                .isInstanceOf(Failure.class)
                .hasMessage("in the way, and not written by watchbill (not in " + folder.resolve("index.json")
                        + "): rules/theirs.yaml\nMove it away, or give another folder by -o.");
        assertThat(folder.resolve("rules/theirs.yaml")).hasContent("theirs\n");
        assertThat(folder.resolve("other/b.yaml")).hasContent("b\n");
    }

    @Test
    void aForeignManifestStopsBeforeAnythingIsWritten() throws IOException {
        Files.writeString(folder.resolve("index.json"), "[1, 2]");

        assertThatThrownBy(() -> output().write(content(Map.of("rules/a.yaml", "a\n"))))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(folder.resolve("index.json") + " is not a manifest of watchbill: ")
                .hasMessageEndingWith("\nMove it away, or give another folder by -o.");
        assertThat(folder.resolve("rules")).doesNotExist();
    }

    @Test
    void aManifestThatLeadsOutOfTheFolderIsRefused() throws IOException {
        Path outside = Files.writeString(folder.resolve("precious"), "precious\n");
        Path inner = Files.createDirectory(folder.resolve("out"));
        Files.writeString(
                inner.resolve("index.json"),
                "{\"watchbill\":\"1.0\",\"systems\":[],\"files\":[{\"path\":\"../precious\",\"sha256\":\"\"}]}");

        assertThatThrownBy(() -> new OutputFolder(inner).write(content(Map.of())))
                .isInstanceOf(Failure.class)
                .hasMessage(inner.resolve("index.json") + " names a file outside of the folder: ../precious");
        assertThat(outside).exists();
    }

    @Test
    void comparingWritesNothing() throws IOException {
        List<Change> changes = output().compare(content(Map.of("rules/a.yaml", "a\n")));

        assertThat(changes).hasSize(2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void anEditByHandShowsAsADiffThatWritingWouldTakeBack() throws IOException {
        output().write(content(Map.of("rules/a.yaml", "one\ntwo\nthree\n")));
        Files.writeString(folder.resolve("rules/a.yaml"), "one\n2\nthree\n");

        List<Change> changes = output().compare(content(Map.of("rules/a.yaml", "one\ntwo\nthree\n")));

        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.unifiedDiff())
                        .containsExactly(
                                "--- a/rules/a.yaml",
                                "+++ b/rules/a.yaml",
                                "@@ -1,3 +1,3 @@",
                                " one",
                                "-2",
                                "+two",
                                " three"));
    }

    @Test
    void aNewFileAndAGoneFileAreDiffedAgainstNothing() {
        Change created = new Change("a.md", Change.Kind.CREATE, "", "x\n");
        Change deleted = new Change("a.md", Change.Kind.DELETE, "x\n", "");

        assertThat(created.unifiedDiff()).containsExactly("--- /dev/null", "+++ b/a.md", "@@ -0,0 +1,1 @@", "+x");
        assertThat(deleted.unifiedDiff()).containsExactly("--- a/a.md", "+++ /dev/null", "@@ -1,1 +0,0 @@", "-x");
    }

    private OutputFolder output() {
        return new OutputFolder(folder);
    }

    private static Content content(Map<String, String> files) {
        return new Content("1.0", Map.of("a", "00ff"), new TreeMap<>(files));
    }
}
