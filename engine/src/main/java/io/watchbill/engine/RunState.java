package io.watchbill.engine;

import io.watchbill.spec.RunWindow;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.WindowCounts;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a batch model.
 *
 * <ol>
 *   <li>A run has the rows that name it, whenever they come: before or after it is complete, for as long as a window
 *       holds it. So the order of events changes no window.
 *   <li>A window of k runs is the k complete runs that ended last.
 *   <li>A bounded number of runs is open, and as many complete ones are kept as the longest window has; of
 *       runs that are over, a bounded number of names is remembered.
 * </ol>
 *
 * <p>Not thread-safe.
 */
final class RunState {
    private static final Comparator<Run> BY_END =
            Comparator.comparingLong(Run::completed).thenComparing(Run::name);

    /** Ways to end, by number. */
    private static final List<RunStatus> STATUSES = List.of(RunStatus.COMPLETE, RunStatus.FAILED, RunStatus.ABANDONED);

    private final ModelPlan plan;
    private final int kept;
    private final int maximumOpen;
    private final int maximumClosed;
    private final Map<String, Run> open = new LinkedHashMap<>();
    private final Map<String, Run> complete = new HashMap<>();
    private final List<Run> byEnd = new ArrayList<>();
    private final Map<String, RunStatus> closed = new LinkedHashMap<>();
    private final Map<String, Map<RunStatus, Long>> ended = new HashMap<>();
    private final Map<String, Long> firstEnd = new HashMap<>();
    private final Map<String, List<RunTotals>> windows = new HashMap<>();
    private long abandoned;
    private boolean changed;
    /** Runs that were dropped since the last save. */
    private final Set<String> dropped = new HashSet<>();

    /** @param limits how many runs are open at once, and how many that are over are remembered */
    RunState(ModelPlan plan, ModelLimits limits) {
        this.plan = plan;
        this.maximumOpen = limits.openRuns();
        this.maximumClosed = limits.closedRuns();
        this.kept = Math.max(
                1, plan.runWindows().stream().mapToInt(RunWindow::runs).max().orElse(1));
    }

    /** Counts a row; false if its run is over and in no window. */
    boolean row(String name, String version, char[][] slots, int row) {
        if (closed.containsKey(name)) {
            return false;
        }
        changed = true;
        Run run = complete.get(name);
        if (run != null) {
            windows.clear();
            firstEnd.merge(version, run.completed(), Math::min);
        } else {
            run = opened(name);
        }
        run.add(version, plan.version(version), slots, row);
        return true;
    }

    private Run opened(String name) {
        Run known = open.get(name);
        if (known != null) {
            return known;
        }
        while (open.size() >= maximumOpen) {
            Run oldest = open.values().iterator().next();
            open.remove(oldest.name());
            dropped.add(oldest.name());
            close(oldest.name(), RunStatus.ABANDONED);
            abandoned++;
            count(versionOf(oldest), RunStatus.ABANDONED);
        }
        Run run = new Run(name, false);
        open.put(name, run);
        return run;
    }

    private void close(String name, RunStatus status) {
        closed.put(name, status);
        while (closed.size() > maximumClosed) {
            closed.remove(closed.keySet().iterator().next());
        }
    }

    /**
     * Ends a run as complete. The rows of one that was abandoned are gone, but it did succeed.
     *
     * @return the version that ran; null if the run was complete before, and nothing changed
     */
    @Nullable
    String complete(String name, long time, double rows, @Nullable String version) {
        if (complete.containsKey(name) || closed.get(name) == RunStatus.COMPLETE) {
            return null;
        }
        changed = true;
        Run known = open.remove(name);
        Run run = known == null ? new Run(name, closed.containsKey(name)) : known;
        run.complete(time, rows, version);
        count(versionOf(run), RunStatus.COMPLETE);
        for (String of : run.versions()) {
            firstEnd.merge(of, time, Math::min);
        }
        complete.put(name, run);
        byEnd.add(run);
        byEnd.sort(BY_END);
        keepTheNewest();
        windows.clear();
        return versionOf(run);
    }

    private void keepTheNewest() {
        while (byEnd.size() > kept) {
            Run oldest = byEnd.remove(0);
            complete.remove(oldest.name());
            dropped.add(oldest.name());
            close(oldest.name(), RunStatus.COMPLETE);
        }
    }

    /**
     * Gives a run up: its name is free for another attempt.
     *
     * @return the version that ran; null if the run was over before, and nothing changed
     */
    @Nullable
    String fail(String name, @Nullable String version) {
        if (complete.containsKey(name) || closed.containsKey(name)) {
            return null;
        }
        changed = true;
        Run known = open.remove(name);
        if (known != null) {
            dropped.add(name);
        }
        String of = version != null ? version : versionOf(known == null ? new Run(name, false) : known);
        count(of, RunStatus.FAILED);
        return of;
    }

    private void count(String version, RunStatus status) {
        ended.computeIfAbsent(version, v -> new EnumMap<>(RunStatus.class)).merge(status, 1L, Long::sum);
    }

    /** Open runs; dropped are those that were abandoned. */
    Bound bound() {
        return new Bound(Math.min(open.size(), maximumOpen), maximumOpen, abandoned);
    }

    /** Runs that are over and known by name; that old ones are forgotten is no loss. */
    Bound closedBound() {
        return new Bound(closed.size(), maximumClosed, 0);
    }

    /** Whether a version still matters: a run that is open or in a window has rows of it, or it ran last. */
    boolean holds(String version) {
        return open.values().stream().anyMatch(run -> run.versions().contains(version))
                || byEnd.stream().anyMatch(run -> run.versions().contains(version))
                || isLast(version);
    }

    private boolean isLast(String version) {
        Run last = last();
        return last != null && version.equals(versionOf(last));
    }

    private @Nullable Run last() {
        return byEnd.isEmpty() ? null : byEnd.get(byEnd.size() - 1);
    }

    private static String versionOf(Run run) {
        String version = run.version();
        return version == null ? ModelPlan.DEFAULT_VERSION : version;
    }

    /** What a version shows of the model's runs. */
    RunView view(String version) {
        Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
        Map<RunStatus, Long> own = ended.getOrDefault(version, Map.of());
        for (RunStatus status : RunStatus.values()) {
            counts.put(status, own.getOrDefault(status, 0L));
        }
        Run last = last();
        return last != null && isLast(version)
                ? new RunView(counts, OptionalLong.of(last.completed()), last.rows())
                : new RunView(counts, OptionalLong.empty(), OptionalDouble.empty());
    }

    /** What a version's columns held, by run window. */
    List<RunTotals> windows(String version) {
        return windows.computeIfAbsent(version, this::counted);
    }

    private List<RunTotals> counted(String version) {
        List<VersionPlan.Column> columns = plan.version(version).columns();
        List<RunTotals> totals = new ArrayList<>();
        for (RunWindow window : plan.runWindows()) {
            int from = Math.max(0, byEnd.size() - window.runs());
            List<Run> runs = byEnd.subList(from, byEnd.size());
            List<@Nullable WindowCounts> counts = new ArrayList<>(columns.size());
            for (int column = 0; column < columns.size(); column++) {
                counts.add(joined(runs, version, column, columns.get(column).reference()));
            }
            boolean filled = runs.size() == window.runs()
                    && firstEnd.getOrDefault(version, Long.MAX_VALUE)
                            <= runs.get(0).completed();
            totals.add(new RunTotals(window, counts, filled));
        }
        return List.copyOf(totals);
    }

    private static @Nullable WindowCounts joined(
            List<Run> runs, String version, int column, @Nullable ColumnReference reference) {
        if (reference == null) {
            return null;
        }
        List<WindowCounts> parts = new ArrayList<>(runs.size());
        for (Run run : runs) {
            WindowCounts part = run.counts(version, column);
            if (part != null) {
                parts.add(part);
            }
        }
        return WindowCounts.ofParts(reference, parts);
    }

    /** Puts what changed. */
    void save(PartSink to) {
        for (String name : dropped) {
            to.in(StateSteps.RUN, name).removeAll();
        }
        dropped.clear();
        if (!changed && !to.everything()) {
            return;
        }
        changed = false;
        to.put("counts", this::write);
        for (Run run : open.values()) {
            run.save(to.in(StateSteps.RUN, run.name()));
        }
        for (Run run : byEnd) {
            run.save(to.in(StateSteps.RUN, run.name()));
        }
    }

    private void write(StateWriter to) {
        to.varint(open.size());
        open.keySet().forEach(to::text);
        to.varint(byEnd.size());
        byEnd.forEach(run -> to.text(run.name()));
        to.varint(closed.size());
        closed.forEach((name, status) -> {
            to.text(name);
            to.varint(STATUSES.indexOf(status));
        });
        to.varint(ended.size());
        ended.forEach((version, counts) -> {
            to.text(version);
            STATUSES.forEach(status -> to.varint(counts.getOrDefault(status, 0L)));
        });
        to.varint(firstEnd.size());
        firstEnd.forEach((version, time) -> {
            to.text(version);
            to.signed(time);
        });
        to.varint(abandoned);
    }

    /** Takes over the runs that were saved; this must be new. */
    void restore(Restoring from) {
        StateReader counts = from.part("counts");
        if (counts == null) {
            return;
        }
        int opened = counts.count(1);
        for (int i = 0; i < opened; i++) {
            String name = counts.text();
            open.put(name, Run.restored(name, plan, from.in(StateSteps.RUN, name)));
        }
        int completed = counts.count(1);
        for (int i = 0; i < completed; i++) {
            String name = counts.text();
            Run run = Run.restored(name, plan, from.in(StateSteps.RUN, name));
            counts.require(complete.put(name, run) == null, "each run once");
            byEnd.add(run);
        }
        int over = counts.count(2);
        for (int i = 0; i < over; i++) {
            close(counts.text(), STATUSES.get(counts.below(STATUSES.size())));
        }
        readCounts(counts);
        counts.end();
        keepTheNewest();
        changed = true;
    }

    private void readCounts(StateReader from) {
        int versions = from.count(1);
        for (int i = 0; i < versions; i++) {
            Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
            ended.put(from.text(), counts);
            for (RunStatus status : STATUSES) {
                long count = from.counted();
                if (count > 0) {
                    counts.put(status, count);
                }
            }
        }
        int firsts = from.count(2);
        for (int i = 0; i < firsts; i++) {
            firstEnd.put(from.text(), from.signed());
        }
        abandoned = from.counted();
    }

    long bytesHeld() {
        long bytes = 0;
        for (Run run : open.values()) {
            bytes += run.bytesHeld();
        }
        for (Run run : byEnd) {
            bytes += run.bytesHeld();
        }
        return bytes;
    }
}
