package io.watchbill.incidents.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchbill.incidents.record.Entry;
import io.watchbill.incidents.record.Episode;
import io.watchbill.incidents.record.Incident;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a program needs to know of an incident and no person reads: one JSON object a line, in a comment at the file's end. */
final class StateLines {

    static final String KEY = "key";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOCK = "clock";
    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";
    private static final String PREVIOUS = "previous";
    private static final String OMITTED = "omitted";
    private static final String EPISODE = "episode";
    private static final String FROM = "from";
    private static final String TOLD = "told";
    private static final String TO = "to";
    private static final String BY = "by";
    private static final String NOTED = "noted";
    private static final String ENTRY = "entry";
    private static final String AT = "at";
    private static final String OF = "of";
    private static final String TEXT = "text";
    private static final String TIMES = "times";
    private static final String LAST = "last";

    private StateLines() {}

    /** What the lines say. */
    record State(
            Optional<String> key,
            Instant clock,
            Map<String, String> labels,
            Map<String, String> annotations,
            Optional<String> previous,
            int omitted,
            List<Episode> episodes,
            List<Entry> entries) {}

    static List<String> write(Incident incident) {
        List<String> lines = new ArrayList<>();
        ObjectNode head = JSON.createObjectNode();
        incident.subject().key().ifPresent(key -> head.put(KEY, key));
        head.put(CLOCK, incident.clock().toString());
        head.set(LABELS, JSON.valueToTree(incident.subject().labels()));
        head.set(ANNOTATIONS, JSON.valueToTree(incident.subject().annotations()));
        incident.subject().previous().ifPresent(previous -> head.put(PREVIOUS, previous));
        head.put(OMITTED, incident.omitted());
        lines.add(line(head));
        incident.episodes().forEach(episode -> lines.add(line(node(episode))));
        incident.entries().forEach(entry -> lines.add(line(node(entry))));
        return lines;
    }

    private static ObjectNode node(Episode episode) {
        ObjectNode node = JSON.createObjectNode();
        node.put(EPISODE, episode.fingerprint());
        node.put(FROM, episode.from().toString());
        node.put(TOLD, episode.told().toString());
        episode.end()
                .ifPresent(end -> node.put(TO, end.at().toString())
                        .put(BY, end.by().word())
                        .put(NOTED, end.noted().toString()));
        return node;
    }

    private static ObjectNode node(Entry entry) {
        ObjectNode node = JSON.createObjectNode();
        node.put(ENTRY, entry.kind().word());
        node.put(AT, entry.at().toString());
        node.put(OF, entry.of());
        node.put(BY, entry.by());
        node.put(TEXT, entry.text());
        node.put(TIMES, entry.times());
        entry.last().ifPresent(last -> node.put(LAST, last.toString()));
        return node;
    }

    /** No text may end the comment that the lines stand in, or be a template of whatever renders the file next. */
    private static String line(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node)
                    .replace(">", "\\u003e")
                    .replace("<", "\\u003c")
                    .replace("{{", "\\u007b\\u007b")
                    .replace("{%", "\\u007b%");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON is writable", e);
        }
    }

    /** @param firstLine of the lines in the file */
    static State read(List<String> lines, int firstLine) throws BrokenFileException {
        List<Episode> episodes = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        Optional<JsonNode> head = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            try {
                JsonNode node = JSON.readTree(lines.get(i));
                if (node.has(EPISODE)) {
                    episodes.add(episode(node));
                } else if (node.has(ENTRY)) {
                    entries.add(entry(node));
                } else {
                    instant(node, CLOCK);
                    head = Optional.of(node);
                }
            } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
                throw broken(firstLine + i);
            }
        }
        JsonNode found = head.orElseThrow(() -> broken(firstLine));
        return new State(
                text(found, KEY),
                instant(found, CLOCK),
                texts(found.path(LABELS)),
                texts(found.path(ANNOTATIONS)),
                text(found, PREVIOUS),
                found.path(OMITTED).asInt(),
                episodes,
                entries);
    }

    private static BrokenFileException broken(int line) {
        return new BrokenFileException(
                line, "the state at the end of the file is not as it was written; restore it from an older version");
    }

    private static Episode episode(JsonNode node) {
        Optional<Episode.End> end = text(node, TO)
                .map(to -> new Episode.End(
                        Instant.parse(to),
                        Episode.Closing.valueOf(node.path(BY).asText().toUpperCase(Locale.ROOT)),
                        instant(node, NOTED)));
        return new Episode(node.path(EPISODE).asText(), instant(node, FROM), instant(node, TOLD), end);
    }

    private static Entry entry(JsonNode node) {
        String word = node.path(ENTRY).asText();
        Entry.Kind kind = Arrays.stream(Entry.Kind.values())
                .filter(candidate -> candidate.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry of a timeline"));
        return new Entry(
                kind,
                instant(node, AT),
                node.path(OF).asText(),
                node.path(BY).asText(),
                node.path(TEXT).asText(),
                node.path(TIMES).asInt(1),
                text(node, LAST).map(Instant::parse));
    }

    private static Instant instant(JsonNode node, String name) {
        return Instant.parse(node.path(name).asText());
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.path(name).asText()) : Optional.empty();
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
