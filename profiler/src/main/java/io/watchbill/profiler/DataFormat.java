package io.watchbill.profiler;

import java.util.Locale;
import java.util.Optional;

/** How a file of rows is written, told by the end of its name. */
enum DataFormat {
    PARQUET,
    CSV,
    NDJSON;

    /** For messages. */
    static final String KNOWN = ".parquet, .csv, .tsv, .ndjson, .jsonl or .json (text also as .gz)";

    static Optional<DataFormat> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (name.endsWith(".parquet") || name.endsWith(".pq")) {
            return Optional.of(PARQUET);
        }
        if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
            return Optional.of(CSV);
        }
        if (plain.endsWith(".ndjson") || plain.endsWith(".jsonl") || plain.endsWith(".json")) {
            return Optional.of(NDJSON);
        }
        return Optional.empty();
    }
}
