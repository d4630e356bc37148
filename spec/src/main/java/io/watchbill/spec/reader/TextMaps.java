package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads maps of names that the user chooses to plain text. */
final class TextMaps {
    private TextMaps() {}

    static Map<String, String> read(MapReader map, String key) {
        return read(map, key, Forms.TEXT);
    }

    /** @param form of each text */
    static Map<String, String> read(MapReader map, String key, Form<String> form) {
        return read(map, key, form, (name, location) -> {});
    }

    /** @param check judges each name at its place */
    static Map<String, String> read(MapReader map, String key, BiConsumer<String, Location> check) {
        return read(map, key, Forms.TEXT, check);
    }

    /**
     * @param form of each text
     * @param check judges each name at its place
     */
    static Map<String, String> read(MapReader map, String key, Form<String> form, BiConsumer<String, Location> check) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Node.Entry> entries = map.entries(key);
        MapReader section = map.section(key);
        entries.forEach((name, entry) -> {
            check.accept(name, entry.key());
            section.optional(name, form).ifPresent(text -> texts.put(name, text));
        });
        return texts;
    }
}
