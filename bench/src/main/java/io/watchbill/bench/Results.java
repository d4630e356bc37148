package io.watchbill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured beside what is recorded, and records it. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Results() {}

    /**
     * Prints a result, and writes it unless it is only compared; says whether it meets its targets.
     *
     * @param check compare with the file instead of writing it
     */
    static boolean keep(Result result, Path file, boolean check) throws IOException {
        Result before = check ? JSON.readValue(file.toFile(), Result.class) : result;
        boolean good = true;
        System.out.printf(Locale.ROOT, "%-34s %14s %14s  %s%n", "value", "now", "recorded", "target");
        for (Map.Entry<String, Double> value : result.values().entrySet()) {
            String name = value.getKey();
            boolean meets = result.meets(name);
            good &= meets;
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %14.3f %14.3f  %s%n",
                    name,
                    value.getValue(),
                    before.values().getOrDefault(name, Double.NaN),
                    result.targets().getOrDefault(name, "") + (meets ? "" : "  MISSED"));
        }
        if (!check) {
            Files.writeString(file, JSON.writeValueAsString(result) + "\n");
        }
        return good;
    }
}
