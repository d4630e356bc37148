package io.watchbill.engine;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ColumnWindow;
import io.watchbill.statistics.WindowCounts;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of a batch model: what its rows held, by version. Not thread-safe. */
final class Run {
    /** A run is one pane. */
    private static final int PANE = 0;

    private final String name;
    private final boolean lost;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private long completed;
    private double declaredRows = Double.NaN;
    private @Nullable String declaredVersion;
    private boolean changed = true;

    /** @param lost whether rows of it came and are gone, so that nobody knows how many there were */
    Run(String name, boolean lost) {
        this.name = name;
        this.lost = lost;
    }

    /** The rows of one version. */
    private static final class Part {
        private final VersionPlan plan;
        private final List<@Nullable ColumnWindow> columns = new ArrayList<>();
        private long rows;

        private Part(VersionPlan plan) {
            this.plan = plan;
            for (VersionPlan.Column column : plan.columns()) {
                ColumnReference reference = column.reference();
                columns.add(reference == null ? null : new ColumnWindow(reference, 1));
            }
        }

        /** Sees a column's window, and the steps to its part. */
        private interface Visitor {
            void window(ColumnWindow window, String kind, String name, String valid);
        }

        private void each(Visitor visitor) {
            for (int i = 0; i < columns.size(); i++) {
                VersionPlan.Column column = plan.columns().get(i);
                ColumnWindow window = columns.get(i);
                if (window != null) {
                    visitor.window(window, column.kind().label(), column.name(), plan.validity(i));
                }
            }
        }
    }

    String name() {
        return name;
    }

    /**
     * Ends it.
     *
     * @param time when, in milliseconds since 1970
     * @param rows how many rows its sender counted; NaN where it did not say
     * @param version of the model, where its sender said
     */
    void complete(long time, double rows, @Nullable String version) {
        changed = true;
        completed = time;
        declaredRows = rows;
        declaredVersion = version;
    }

    /** When it was complete, in milliseconds since 1970; 0 while it is open. */
    long completed() {
        return completed;
    }

    /**
     * Counts one row.
     *
     * @param slots by column, then by row
     */
    void add(String version, VersionPlan plan, char[][] slots, int row) {
        changed = true;
        Part part = parts.computeIfAbsent(version, v -> new Part(plan));
        part.rows++;
        for (int column = 0; column < slots.length; column++) {
            ColumnWindow window = part.columns.get(column);
            char slot = slots[column][row];
            if (window != null && slot != BinnedBatch.NO_SLOT) {
                window.add(PANE, slot);
            }
        }
    }

    /** What a column of a version held; null without rows or without a reference. */
    @Nullable
    WindowCounts counts(String version, int column) {
        Part part = parts.get(version);
        ColumnWindow window = part == null ? null : part.columns.get(column);
        return window == null ? null : window.snapshot();
    }

    /** How many rows it has: as its sender counted, else as they came; empty where neither is known. */
    OptionalDouble rows() {
        if (!Double.isNaN(declaredRows)) {
            return OptionalDouble.of(declaredRows);
        }
        return lost
                ? OptionalDouble.empty()
                : OptionalDouble.of((double)
                        parts.values().stream().mapToLong(part -> part.rows).sum());
    }

    /** The versions of its rows. */
    Set<String> versions() {
        return parts.keySet();
    }

    /** The version that ran: as its sender said, else that of most rows; null where neither is known. */
    @Nullable
    String version() {
        if (declaredVersion != null) {
            return declaredVersion;
        }
        String main = null;
        long most = 0;
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (part.getValue().rows > most) {
                main = part.getKey();
                most = part.getValue().rows;
            }
        }
        return main;
    }

    /** Puts what changed. */
    void save(PartSink to) {
        if (!changed && !to.everything()) {
            return;
        }
        changed = false;
        to.put("counts", part -> {
            part.flag(lost);
            part.signed(completed);
            part.number(declaredRows);
            part.optionalText(declaredVersion);
            part.varint(parts.size());
            parts.forEach((version, of) -> {
                part.text(version);
                part.varint(of.rows);
            });
        });
        parts.forEach((version, of) -> {
            PartSink own = to.in(StateSteps.VERSION, version);
            of.each((window, kind, column, valid) -> window.save(own.in(kind, column, valid)));
        });
    }

    /** The run of that name as it was saved; its columns are those of the plan. */
    static Run restored(String name, ModelPlan plan, Restoring from) {
        StateReader counts = from.part("counts");
        if (counts == null) {
            throw new StateFormatException(from.from().prefix(), "expected the counts of that run");
        }
        Run run = new Run(name, counts.flag());
        run.completed = counts.signed();
        run.declaredRows = counts.number();
        run.declaredVersion = counts.optionalText();
        int versions = counts.count(2);
        for (int i = 0; i < versions; i++) {
            String version = counts.text();
            Part part = new Part(plan.version(version));
            part.rows = counts.counted();
            Restoring own = from.in(StateSteps.VERSION, version);
            part.each((window, kind, column, valid) ->
                    window.restore(own.in(kind, column, valid).from()));
            run.parts.put(version, part);
        }
        counts.end();
        run.changed = false;
        return run;
    }

    long bytesHeld() {
        long bytes = 0;
        for (Part part : parts.values()) {
            for (ColumnWindow column : part.columns) {
                bytes += column == null ? 0 : column.bytesHeld();
            }
        }
        return bytes;
    }
}
