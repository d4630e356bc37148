package io.watchbill.incidents.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The YAML at the head of a file, between two lines of three dashes. Keys of other programs and people's comments stay
 * where they are: only the lines of a value that changes are written anew.
 */
final class FrontMatter {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DASHES = "---";

    /** What YAML reads as this very text without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9-]*|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private final List<String> lines;
    private final JsonNode values;

    private FrontMatter(List<String> lines, JsonNode values) {
        this.lines = List.copyOf(lines);
        this.values = values;
    }

    /** Of a new file. */
    static FrontMatter empty() {
        return new FrontMatter(List.of(), JSON.createObjectNode());
    }

    /** Reads the head of a file's lines. */
    static FrontMatter read(List<String> file) throws BrokenFileException {
        if (file.isEmpty() || !isDashes(file.get(0))) {
            throw new BrokenFileException(1, "expected --- as the first line, before the file's values");
        }
        int end = 1;
        while (end < file.size() && !isDashes(file.get(end))) {
            end++;
        }
        if (end == file.size()) {
            throw new BrokenFileException(1, "the values that begin here have no end: expected a second line of ---");
        }
        List<String> lines = file.subList(1, end);
        try {
            JsonNode values = YAML.readTree(String.join("\n", lines) + "\n");
            if (!values.isObject()) {
                throw new BrokenFileException(2, "expected lines such as severity: P2");
            }
            return new FrontMatter(lines, values);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()) + 1;
            throw new BrokenFileException(
                    Math.min(line, end + 1), "not readable as YAML: expected lines such as severity: P2");
        }
    }

    private static boolean isDashes(String line) {
        return line.stripTrailing().equals(DASHES);
    }

    /** How many lines of the file it takes, with both lines of dashes. */
    int length() {
        return lines.size() + 2;
    }

    /** The text of a value; empty where it is absent or empty. */
    Optional<String> text(String key) {
        JsonNode value = values.path(key);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText().strip())
                : Optional.empty();
    }

    /** The line of a key in the file. */
    int line(String key) {
        int index = indexOf(lines, key);
        return index < 0 ? 1 : index + 2;
    }

    /** Refuses a key that is there, but not as a line of its own that a program can find and change. */
    void requireLine(String key) throws BrokenFileException {
        if (values.has(key) && indexOf(lines, key) < 0) {
            throw new BrokenFileException(2, key + ": expected a line that begins with " + key + ":");
        }
    }

    /** The file's lines with these values, dashes included; an empty value is a key without one. */
    List<String> with(Map<String, String> wanted) {
        List<String> changed = new ArrayList<>(lines);
        for (Map.Entry<String, String> entry : new LinkedHashMap<>(wanted).entrySet()) {
            String key = entry.getKey();
            String line = key + ":" + (entry.getValue().isEmpty() ? "" : " " + scalar(entry.getValue()));
            int from = indexOf(changed, key);
            if (from < 0) {
                changed.add(line);
            } else if (!text(key).orElse("").equals(entry.getValue().strip())) {
                int to = from + 1;
                while (to < changed.size() && changed.get(to).matches("\\s+\\S.*")) {
                    to++;
                }
                changed.subList(from, to).clear();
                changed.add(from, line);
            }
        }
        changed.add(0, DASHES);
        changed.add(DASHES);
        return changed;
    }

    private static int indexOf(List<String> lines, String key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key + ":")) {
                return i;
            }
        }
        return -1;
    }

    private static String scalar(String value) {
        if (PLAIN.matcher(value).matches() && !value.matches("(?i)y|n|yes|no|on|off|true|false|null")) {
            return value;
        }
        try {
            // As in the state: a site's generator must find no template in it.
            return JSON.writeValueAsString(value)
                    .replace("{{", "\\u007b\\u007b")
                    .replace("{%", "\\u007b%");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every text is one of JSON", e);
        }
    }
}
