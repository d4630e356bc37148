package io.watchbill.engine;

import static io.watchbill.engine.BinnedBatch.NO_SLOT;

import io.watchbill.statistics.state.StateReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the slots of a stored batch into the columns of a plan that mean the same. Not thread-safe. */
final class StoredColumns {
    private static final int NOWHERE = -1;

    private final StateReader from;
    private final int[] versions;
    private final int count;
    /** By the text's number of a version that has rows. */
    private final @Nullable Target[] targets;

    private final int planned;

    /** Where a version's stored columns belong now: a column of its plan, or nowhere. */
    private static final class Target {
        private final VersionPlan plan;
        private final int[] columns;

        private Target(VersionPlan plan, int[] columns) {
            this.plan = plan;
            this.columns = columns;
        }

        boolean complete() {
            return Arrays.stream(columns).noneMatch(column -> column == NOWHERE);
        }

        boolean inPlace(int planned) {
            for (int i = 0; i < columns.length; i++) {
                if (columns[i] != i) {
                    return false;
                }
            }
            return columns.length == planned;
        }
    }

    /**
     * Reads what the slots mean.
     *
     * @param versions by row, the numbers of texts that are there
     */
    StoredColumns(ModelPlan plan, StateReader from, List<String> texts, int[] versions) {
        this.from = from;
        this.versions = versions;
        this.planned = plan.layout().features().size() + 2;
        this.count = from.count(Long.BYTES);
        int shapes = from.count(Math.max(1, count * Long.BYTES));
        long[][] fingerprints = new long[shapes][count];
        for (long[] shape : fingerprints) {
            for (int column = 0; column < count; column++) {
                shape[column] = from.whole();
            }
        }
        this.targets = new @Nullable Target[texts.size()];
        Map<Integer, Map<VersionPlan, Target>> known = new HashMap<>();
        int entries = from.count(2);
        for (int i = 0; i < entries; i++) {
            int version = from.below(texts.size());
            int shape = from.below(shapes);
            targets[version] = known.computeIfAbsent(shape, s -> new HashMap<>())
                    .computeIfAbsent(plan.version(texts.get(version)), p -> target(p, fingerprints[shape]));
        }
        for (int version : versions) {
            from.require(targets[version] != null, "what the slots of every version mean");
        }
    }

    private static Target target(VersionPlan plan, long[] stored) {
        int[] columns = new int[stored.length];
        Arrays.fill(columns, NOWHERE);
        if (Arrays.equals(stored, plan.fingerprints())) {
            Arrays.setAll(columns, i -> i);
            return new Target(plan, columns);
        }
        Map<Long, Integer> places = new HashMap<>();
        for (int column = 0; column < stored.length; column++) {
            places.putIfAbsent(stored[column], column);
        }
        for (int column = 0; column < plan.fingerprints().length; column++) {
            Integer place = places.get(plan.fingerprints()[column]);
            if (place != null) {
                columns[place] = column;
            }
        }
        return new Target(plan, columns);
    }

    private Target target(int version) {
        Target target = targets[version];
        if (target == null) {
            throw from.damaged("expected what the slots of every version mean");
        }
        return target;
    }

    /** Reads the slots; those of a column that is not stored stay {@link BinnedBatch#NO_SLOT}. */
    void read(char[][] slots) {
        boolean inPlace =
                Arrays.stream(versions).distinct().allMatch(v -> target(v).inPlace(planned));
        for (char[] column : slots) {
            Arrays.fill(column, NO_SLOT);
        }
        char[] stored = new char[versions.length];
        for (int column = 0; column < count; column++) {
            if (inPlace) {
                from.chars(slots[column]);
                check(column, slots[column]);
            } else if (isWanted(column)) {
                from.chars(stored);
                check(column, stored);
                for (int row = 0; row < versions.length; row++) {
                    int to = target(versions[row]).columns[column];
                    if (to != NOWHERE) {
                        slots[to][row] = stored[row];
                    }
                }
            } else {
                from.skipChars(versions.length);
            }
        }
    }

    private boolean isWanted(int column) {
        for (int version : versions) {
            if (target(version).columns[column] != NOWHERE) {
                return true;
            }
        }
        return false;
    }

    private void check(int column, char[] slots) {
        int last = -1;
        int limit = 0;
        for (int row = 0; row < slots.length; row++) {
            if (versions[row] != last) {
                last = versions[row];
                Target target = target(last);
                int to = target.columns[column];
                limit = to == NOWHERE ? NO_SLOT : target.plan.columns().get(to).slots();
            }
            from.require(
                    slots[row] < limit || slots[row] == NO_SLOT,
                    "slots under " + limit + " instead of " + (int) slots[row]);
        }
    }

    /** How many rows have a version of which a column is gone. */
    int rowsWithoutBins() {
        int rows = 0;
        for (int version : versions) {
            rows += target(version).complete() ? 0 : 1;
        }
        return rows;
    }

    /** How many stored columns are gone for any version that has rows. */
    int columnsWithoutBins() {
        Set<Integer> gone = new HashSet<>();
        for (int version : Arrays.stream(versions).distinct().toArray()) {
            int[] columns = target(version).columns;
            for (int column = 0; column < columns.length; column++) {
                if (columns[column] == NOWHERE) {
                    gone.add(column);
                }
            }
        }
        return gone.size();
    }
}
