package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.testing.MarkdownLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All Markdown that people read here keeps the rules that generated files keep. */
class CleanMarkdownTest {

    private static final Path HOME = Path.of("..");
    private static final List<String> FOLDERS = List.of(
            "docs", "examples/flight-delay/generated", "incidents/src/test/resources/io/watchbill/incidents/file");

    static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(Stream.of(
                        "README.md",
                        "CHANGELOG.md",
                        "CONTRIBUTING.md",
                        "SECURITY.md",
                        "examples/flight-delay/README.md")
                .map(HOME::resolve)
                .toList());
        for (String folder : FOLDERS) {
            try (Stream<Path> found = Files.walk(HOME.resolve(folder))) {
                found.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsClean(Path file) throws IOException {
        // The Operations Specification's addresses stand in its tables as people write them, and are read back.
        boolean document = file.endsWith("operations-specification.md");

        assertThat(MarkdownLint.faults(Files.readString(file)))
                .filteredOn(fault -> !(document && fault.contains("MD034")))
                .isEmpty();
    }
}
