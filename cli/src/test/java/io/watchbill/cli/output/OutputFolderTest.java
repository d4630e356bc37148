package io.watchbill.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.cli.Failure;
import io.watchbill.plan.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    @TempDir
    private Path folder;

    @Test
    void everyFileIsWrittenWithAManifestThatNamesIt() throws IOException {
        List<String> changes = write(content(Map.of("rules/a.yaml", "groups: []\n", "runbooks/a.md", "# a\n")));

        assertThat(changes).containsExactly("CREATE rules/a.yaml", "CREATE runbooks/a.md", "CREATE index.json");
        assertThat(folder.resolve("rules/a.yaml")).hasContent("groups: []\n");
        assertThat(Files.readString(folder.resolve("index.json"))).isEqualTo("""
                        {
                          "watchbill": "1.0",
                          "systems": [
                            {
                              "name": "a",
                              "hash": "00ff"
                            }
                          ],
                          "files": [
                            "rules/a.yaml",
                            "runbooks/a.md"
                          ]
                        }
                        """);
    }

    @Test
    void whatIsCurrentIsNotTouched() throws IOException {
        write(content(Map.of("rules/a.yaml", "same\n", "rules/b.yaml", "old\n")));
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(folder.resolve("rules/a.yaml"), longAgo);

        List<String> changes = write(content(Map.of("rules/a.yaml", "same\n", "rules/b.yaml", "new\n")));

        assertThat(changes).containsExactly("UPDATE rules/b.yaml");
        assertThat(Files.getLastModifiedTime(folder.resolve("rules/a.yaml"))).isEqualTo(longAgo);
        assertThat(write(content(Map.of("rules/a.yaml", "same\n", "rules/b.yaml", "new\n"))))
                .isEmpty();
    }

    @Test
    void whatIsNoLongerGeneratedIsDeletedAndSoIsItsEmptyFolder() throws IOException {
        write(content(Map.of("rules/a.yaml", "a\n", "tests/a.yaml", "t\n")));

        List<String> changes = write(content(Map.of("rules/a.yaml", "a\n")));

        assertThat(changes).containsExactly("DELETE tests/a.yaml", "UPDATE index.json");
        assertThat(folder.resolve("tests")).doesNotExist();
    }

    @Test
    void aFolderThatGoesAndComesHoldsWhatItShould() throws IOException {
        write(content(Map.of("tests/b.yaml", "b\n", "tests/deep/a.yaml", "a\n", "rules", "no folder\n")));

        List<String> changes = write(content(Map.of(
                "tests/c.yaml", "c\n", "tests/d.yaml", "d\n", "tests/more/deep/e.yaml", "e\n", "rules/a.yaml", "a\n")));

        assertThat(changes)
                .containsExactly(
                        "DELETE rules",
                        "CREATE rules/a.yaml",
                        "DELETE tests/b.yaml",
                        "CREATE tests/c.yaml",
                        "CREATE tests/d.yaml",
                        "DELETE tests/deep/a.yaml",
                        "CREATE tests/more/deep/e.yaml",
                        "UPDATE index.json");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "index.json", "rules/a.yaml", "tests/c.yaml", "tests/d.yaml", "tests/more/deep/e.yaml");
        }
        assertThat(folder.resolve("tests/more/deep/e.yaml")).hasContent("e\n");
        assertThat(folder.resolve("tests/deep")).doesNotExist();
    }

    @Test
    void aForeignFileIsNeverDeletedNorOverwritten() throws IOException {
        write(content(Map.of("rules/a.yaml", "a\n")));
        Files.writeString(folder.resolve("rules/theirs.yaml"), "theirs\n");

        write(content(Map.of("other/b.yaml", "b\n")));
        assertThat(folder.resolve("rules/theirs.yaml")).hasContent("theirs\n");

        assertThatThrownBy(() -> write(content(Map.of("rules/theirs.yaml", "ours\n"))))
                .isInstanceOf(Failure.class)
                .hasMessage("in the way, and not written by watchbill (not in " + folder.resolve("index.json")
                        + "): rules/theirs.yaml\nMove it away, or give another folder by -o.");
        assertThat(folder.resolve("rules/theirs.yaml")).hasContent("theirs\n");
        assertThat(folder.resolve("other/b.yaml")).hasContent("b\n");
    }

    @Test
    void aForeignManifestStopsBeforeAnythingIsWritten() throws IOException {
        Files.writeString(folder.resolve("index.json"), "[1, 2]");

        assertThatThrownBy(() -> write(content(Map.of("rules/a.yaml", "a\n"))))
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
                inner.resolve("index.json"), "{\"watchbill\":\"1.0\",\"systems\":[],\"files\":[\"../precious\"]}");

        assertThatThrownBy(() -> new OutputFolder(inner).write(content(Map.of())))
                .isInstanceOf(Failure.class)
                .hasMessage(inner.resolve("index.json") + " names a file outside of the folder: ../precious");
        assertThat(outside).exists();
    }

    @Test
    void nothingChangesBeforeEverythingIsRendered() throws IOException {
        write(content(Map.of("rules/a.yaml", "old\n", "rules/gone.yaml", "gone\n")));
        String before = tree();
        List<String> meanwhile = new ArrayList<>();

        write(new Content("1.0", Map.of("a", "00ff"), out -> {
            out.accept(new Artifact("rules/a.yaml", "new\n"));
            out.accept(new Artifact("rules/b.yaml", "b\n"));
            meanwhile.add(tree());
        }));

        assertThat(meanwhile)
                .containsExactly(
                        ".watchbill-new/files/rules/a.yaml: new\n.watchbill-new/files/rules/b.yaml: b\n" + before);
        assertThat(tree()).startsWith("index.json: ").endsWith("rules/a.yaml: new\nrules/b.yaml: b\n");
    }

    @Test
    void aRenderingThatFailsLeavesNothing() throws IOException {
        Content failing = new Content("1.0", Map.of(), out -> {
            out.accept(new Artifact("rules/a.yaml", "new\n"));
            throw new Failure("a template cannot be filled");
        });

        assertThatThrownBy(() -> new OutputFolder(folder.resolve("not/there")).write(failing))
                .hasMessage("a template cannot be filled");
        assertThat(folder).isEmptyDirectory();

        write(content(Map.of("rules/a.yaml", "old\n")));
        String before = tree();
        assertThatThrownBy(() -> write(failing)).hasMessage("a template cannot be filled");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void whatAKilledRunLeftGoesWithTheNext() throws IOException {
        Path left = Files.createDirectory(folder.resolve(".watchbill-new"));
        Files.createDirectories(left.resolve("files/rules/lock"));
        Files.writeString(left.resolve("files/rules/lock/b.yaml"), "left\n");

        write(content(Map.of("rules/a.yaml", "a\n")));

        assertThat(left).doesNotExist();
        assertThat(folder.resolve("rules/a.yaml")).hasContent("a\n");
    }

    @Test
    void whatTheFolderIsToHoldCanBeReadWhetherItIsCurrentOrNot() {
        write(content(Map.of("runbooks/a.md", "a\n", "runbooks/b.md", "old\n", "runbooks/gone.md", "gone\n")));

        try (Staging staging = output().stage(content(Map.of("runbooks/a.md", "a\n", "runbooks/b.md", "new\n")))) {
            assertThat(staging.text("runbooks/a.md")).isEqualTo("a\n");
            assertThat(staging.text("runbooks/b.md")).isEqualTo("new\n");
            assertThat(staging.text("runbooks/gone.md")).isEmpty();
            assertThat(staging.size()).isEqualTo(3);
        }
    }

    @Test
    void comparingWritesNothing() throws IOException {
        try (Staging staging = output().compare(content(Map.of("rules/a.yaml", "a\n")))) {
            assertThat(staging.changes()).hasSize(2);
            assertThat(folder).isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anEditByHandShowsAsADiffThatWritingWouldTakeBack() throws IOException {
        write(content(Map.of("rules/a.yaml", "one\ntwo\nthree\n")));
        Files.writeString(folder.resolve("rules/a.yaml"), "one\n2\nthree\n");

        try (Staging staging = output().compare(content(Map.of("rules/a.yaml", "one\ntwo\nthree\n")))) {
            assertThat(staging.changes())
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
    }

    @Test
    void aNewFileAndAGoneFileAreDiffedAgainstNothing() throws IOException {
        Optional<Path> file = Optional.of(Files.writeString(folder.resolve("a.md"), "x\n"));

        assertThat(new Change("a.md", Optional.empty(), file).unifiedDiff())
                .containsExactly("--- /dev/null", "+++ b/a.md", "@@ -0,0 +1,1 @@", "+x");
        assertThat(new Change("a.md", file, Optional.empty()).unifiedDiff())
                .containsExactly("--- a/a.md", "+++ /dev/null", "@@ -1,1 +0,0 @@", "-x");
    }

    @Test
    void anOldFileThatIsNoTextIsDiffedAsThat() throws IOException {
        write(content(Map.of("a.md", "x\n")));
        Files.write(folder.resolve("a.md"), new byte[] {(byte) 0xff});

        try (Staging staging = output().compare(content(Map.of("a.md", "x\n")))) {
            assertThat(staging.changes().get(0).unifiedDiff()).contains("-(not text)", "+x");
        }
    }

    private OutputFolder output() {
        return new OutputFolder(folder);
    }

    /** Makes the folder hold the content, and says what was done. */
    private List<String> write(Content content) {
        try (Staging staging = output().stage(content)) {
            staging.apply();
            return staging.changes().stream()
                    .map(change -> change.kind() + " " + change.path())
                    .toList();
        }
    }

    /** Every file with its content, but for the lock of who writes. */
    private String tree() {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder tree = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".watchbill-new/lock"))
                    .sorted()
                    .toList()) {
                tree.append(folder.relativize(file)).append(": ").append(Files.readString(file));
            }
            return tree.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Content content(Map<String, String> files) {
        return new Content(
                "1.0",
                Map.of("a", "00ff"),
                out -> new TreeMap<>(files).forEach((path, content) -> out.accept(new Artifact(path, content))));
    }
}
