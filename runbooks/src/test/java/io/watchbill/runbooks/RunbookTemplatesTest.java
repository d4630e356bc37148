package io.watchbill.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.runbooks.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunbookTemplatesTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/watchbill/runbooks");
    private static final String DOCUMENT = "operations-specification.md.jinja";

    @Test
    void everyTemplateButThatOfTheDocumentMayBeReplaced() throws IOException {
        List<String> names = new ArrayList<>(RunbookTemplates.SET.names());
        names.add(DOCUMENT);

        assertThat(sources()).containsOnlyKeys(names);
    }

    /** Each expression ends in an escaping filter, over all of it; no tag prints, reads files or runs code. */
    @Test
    void allShippedTemplatesPassTheLint() throws IOException {
        Map<String, String> own = new TreeMap<>(sources());
        own.remove(DOCUMENT);

        assertThat(Templates.of(List.of(RunbookTemplates.SET), own)).isInstanceOf(Templates.class);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jinja")).toList()) {
                sources.put(FOLDER.relativize(file).toString(), Files.readString(file));
            }
        }
        return sources;
    }
}
