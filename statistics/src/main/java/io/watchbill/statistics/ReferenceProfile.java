package io.watchbill.statistics;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model's training data looked like, made once from rows that the model was not fitted on: the reference of
 * every score. {@link ProfileJson} reads and writes it.
 *
 * @param model name of the model
 * @param modelVersion its version; null if it has none
 * @param rows rows that were profiled
 * @param from time of the earliest row; null without a time column
 * @param to time of the latest row; null without a time column
 * @param source where the rows came from, for people
 * @param columns the columns; no two of one kind share a name
 * @param performance how good the model was on these rows; null without labels
 * @param confidence how sure the model was on these rows; null without confidences
 */
public record ReferenceProfile(
        String model,
        @Nullable String modelVersion,
        long rows,
        @Nullable Instant from,
        @Nullable Instant to,
        String source,
        List<ColumnReference> columns,
        @Nullable PerformanceBaseline performance,
        @Nullable MetricBaseline confidence) {

    /** The version of the format that this code writes. */
    public static final int FORMAT_VERSION = 1;

    public ReferenceProfile {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be at least 0, not " + rows);
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("the time range must not end (" + to + ") before it starts " + from);
        }
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (ColumnReference column : columns) {
            if (!names.add(column.kind().label() + " " + column.name())) {
                throw new IllegalArgumentException("the " + column.kind().label() + " '" + column.name()
                        + "' comes twice; each column must come once");
            }
        }
    }

    /** The column of that kind and name. */
    public Optional<ColumnReference> column(ColumnKind kind, String name) {
        return columns.stream()
                .filter(c -> c.kind() == kind && c.name().equals(name))
                .findFirst();
    }

    /** SHA-256 of the profile's canonical JSON in lower-case hexadecimal; computed anew at each call. */
    public String contentHash() {
        return ProfileJson.contentHash(this);
    }

    /** The same profile with other columns. */
    public ReferenceProfile withColumns(List<ColumnReference> newColumns) {
        return new ReferenceProfile(model, modelVersion, rows, from, to, source, newColumns, performance, confidence);
    }
}
