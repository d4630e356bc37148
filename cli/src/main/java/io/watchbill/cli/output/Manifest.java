package io.watchbill.cli.output;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * {@code index.json} of a folder of generated files: which files are ours. It holds no time and no path of this machine,
 * so that the same specifications give the same bytes. What is in the files is left to whoever keeps them: two changes to
 * different files do not meet here.
 *
 * @param version of the watchbill that wrote the files
 * @param systems what they were compiled from, in order of the names
 * @param files   their paths, relative to the folder, with slashes, in order; the manifest itself is not among them
 */
record Manifest(@JsonProperty("watchbill") String version, List<SystemEntry> systems, List<String> files) {

    /** The manifest's own path. */
    static final String PATH = "index.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPrettyPrinter(printer())
            .build();

    /**
     * A specification.
     *
     * @param hash of its content, as the exporter shows it in {@code watchbill_spec_info}
     */
    record SystemEntry(String name, String hash) {}

    Manifest {
        systems = List.copyOf(systems);
        files = List.copyOf(files);
    }

    /** The manifest of a folder. */
    static Manifest of(String version, Map<String, String> systems, SortedSet<String> paths) {
        return new Manifest(
                version,
                systems.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new SystemEntry(entry.getKey(), entry.getValue()))
                        .toList(),
                List.copyOf(paths));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws JsonProcessingException if it is no manifest
     */
    static Manifest parse(byte[] text) throws JsonProcessingException {
        return JSON.readValue(new String(text, StandardCharsets.UTF_8), Manifest.class);
    }

    String text() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest of plain text is always writable", e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        return printer;
    }
}
