package io.watchbill.engine.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rejected lines of one body: all are counted, the first {@value #KEPT} are kept with their reasons. */
public final class Rejections {
    /** So many reasons are enough to mend a sender, and bound what a body of junk can cost. */
    public static final int KEPT = 1_000;

    private final List<Rejection> kept = new ArrayList<>();
    private final Map<IngestResult, Long> counts = new EnumMap<>(IngestResult.class);

    /** Counts a line, and keeps its reason while there is room. */
    public void add(int line, IngestResult result, String reason) {
        counts.merge(result, 1L, Long::sum);
        if (kept.size() < KEPT) {
            kept.add(new Rejection(line, result, reason));
        }
    }

    /** How many lines were rejected with {@code result}. */
    public long count(IngestResult result) {
        return counts.getOrDefault(result, 0L);
    }

    /** How many lines were rejected. */
    public long total() {
        long total = 0;
        for (long count : counts.values()) {
            total += count;
        }
        return total;
    }

    /** The kept rejections by line. */
    public List<Rejection> inOrder() {
        kept.sort(Comparator.comparingInt(Rejection::line));
        return List.copyOf(kept);
    }
}
