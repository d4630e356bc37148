package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scores of predictions whose label is known, by the pane of the prediction's time: exact counts of positives and others
 * by bin of the score, for the area under the ROC curve. For several classes keep one for each class against all others,
 * and take their {@link RocAuc#mean}. Not safe for several threads.
 */
public final class ScoreWindow {
    /** The most bins that a score has. */
    public static final int MAXIMUM_BINS = 256;

    private final double[] edges;
    private final CountRing ring;

    /**
     * An empty window.
     *
     * @param edges inner edges of the bins, strictly ascending, at most {@value #MAXIMUM_BINS} − 1: the profile's {@link
     *     PerformanceBaseline#scoreEdges}, or {@link #evenEdges} without a profile
     * @param capacity panes to hold, from 1
     */
    public ScoreWindow(List<Double> edges, int capacity) {
        check(edges);
        this.edges = edges.stream().mapToDouble(Double::doubleValue).toArray();
        this.ring = new CountRing(2 * bins(), capacity);
    }

    /** Edges of {@value #MAXIMUM_BINS} equal bins on [0, 1]. */
    public static List<Double> evenEdges() {
        return IntStream.range(1, MAXIMUM_BINS)
                .mapToObj(i -> (double) i / MAXIMUM_BINS)
                .toList();
    }

    /** Objects to edges that are too many, not finite, or not strictly ascending. */
    static void check(List<Double> edges) {
        if (edges.size() >= MAXIMUM_BINS) {
            throw new IllegalArgumentException(
                    "scores have at most " + (MAXIMUM_BINS - 1) + " edges, not " + edges.size());
        }
        for (int i = 0; i < edges.size(); i++) {
            if (!Double.isFinite(edges.get(i)) || (i > 0 && edges.get(i) <= edges.get(i - 1))) {
                throw new IllegalArgumentException(
                        "edges of scores must be finite and ascend strictly; edge " + i + " is " + edges.get(i));
            }
        }
    }

    private int bins() {
        return edges.length + 1;
    }

    private int slot(double score, boolean positive) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score must be from 0 to 1, not " + score);
        }
        int found = Arrays.binarySearch(edges, score);
        int bin = found >= 0 ? found + 1 : -found - 1;
        return 2 * bin + (positive ? 1 : 0);
    }

    /**
     * Counts one labelled prediction.
     *
     * @param score probability of the positive class, from 0 to 1
     * @return false if its pane is older than the window, so that nothing was counted
     */
    public boolean add(long pane, double score, boolean positive) {
        return ring.add(pane, slot(score, positive), 1);
    }

    /**
     * Takes back a prediction that was counted, because its label was corrected.
     *
     * @return false if its pane has expired since
     */
    public boolean remove(long pane, double score, boolean positive) {
        int slot = slot(score, positive);
        return pane <= ring.newest() && ring.count(pane, slot) > 0 && ring.add(pane, slot, -1);
    }

    /** Whether every event has expired. */
    public boolean isEmpty() {
        return ring.isEmpty();
    }

    /** The newest pane of the window; {@link Long#MIN_VALUE} before the first. */
    public long newestPane() {
        return ring.newest();
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        ring.advanceTo(pane);
    }

    /** Adds what another window of the same bins and length holds. */
    public void merge(ScoreWindow other) {
        if (!Arrays.equals(other.edges, edges) || other.ring.capacity() != ring.capacity()) {
            throw new IllegalArgumentException("only windows of equal edges and length can be merged");
        }
        ring.merge(other.ring);
    }

    /** The area over the panes {@code from … to}, both included; empty while there are events of one class only. */
    public Optional<RocAuc> area(long from, long to) {
        return area(from, to, 0);
    }

    /**
     * As {@link #area(long, long)}, of events that need not be added where their score is 0 and they are not positive, as
     * most are of one class among many.
     *
     * @param all how many events there are in the panes with those that were not added; less than were added means none
     */
    public Optional<RocAuc> area(long from, long to, long all) {
        long[] positives = new long[bins()];
        long[] negatives = new long[bins()];
        for (long pane = from; pane <= to; pane++) {
            ring.each(pane, (slot, count) -> (slot % 2 == 1 ? positives : negatives)[slot / 2] += count);
        }
        long added = Arrays.stream(positives).sum() + Arrays.stream(negatives).sum();
        negatives[0] += Math.max(0, all - added);
        return RocAuc.of(positives, negatives);
    }

    /** Puts the panes that changed into parts of their own. */
    public void save(PartSink to) {
        ring.save(to);
    }

    /** Takes over the panes of an equal window that was saved; this one must be empty. */
    public void restore(PartSource from) {
        ring.restore(from);
    }

    /** Bytes of the arrays that hold the counts. */
    public long bytesHeld() {
        return ring.bytesHeld();
    }
}
