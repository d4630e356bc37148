package io.watchbill.statistics;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calibrated confidences of predictions, labelled or not, by the pane of the prediction's time. Sums are kept by predicted
 * class and pane, added up in pane order and never subtracted. Not safe for several threads; adding allocates nothing.
 *
 * <pre>{@code
 * List<String> classes = List.copyOf(baseline.calibrations().keySet());
 * var window = new EstimatedAccuracyWindow(List.copyOf(baseline.calibrations().values()), panes);
 * window.add(pane, classes.indexOf(predicted), confidence);   // looked up once for each class, not for each event
 * Optional<EstimatedAccuracy> estimate = window.score(pane - panes + 1, pane);
 * }</pre>
 */
public final class EstimatedAccuracyWindow {
    /** The number of a class that has no calibration. */
    public static final int UNCALIBRATED = -1;

    private static final int COUNT = 0;
    private static final int PROBABILITY = 1;
    private static final int VARIANCE = 2;
    private static final int QUANTITIES = 3;

    private final List<IsotonicCalibration> calibrations;
    private final SumRing ring;

    /**
     * An empty window.
     *
     * @param calibrations of the predicted classes; a class's place in the list is its number
     * @param capacity panes to hold, from 1
     */
    public EstimatedAccuracyWindow(List<IsotonicCalibration> calibrations, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a window needs a pane, not " + capacity);
        }
        this.calibrations = List.copyOf(calibrations);
        this.ring = new SumRing(QUANTITIES * calibrations.size() + 1, capacity);
    }

    /**
     * Adds one prediction.
     *
     * @param predicted the number of the predicted class, or {@link #UNCALIBRATED}
     * @param confidence from 0 to 1
     * @return false if its pane is older than the window, so that nothing was added
     */
    public boolean add(long pane, int predicted, double confidence) {
        double probability = predicted == UNCALIBRATED
                ? Double.NaN
                : calibrations.get(predicted).probability(confidence);
        if (!ring.reach(pane)) {
            return false;
        }
        if (predicted == UNCALIBRATED) {
            ring.add(pane, uncalibrated(), 1);
            return true;
        }
        int first = QUANTITIES * predicted;
        ring.add(pane, first + COUNT, 1);
        ring.add(pane, first + PROBABILITY, probability);
        ring.add(pane, first + VARIANCE, probability * (1 - probability));
        return true;
    }

    /** Moves the window on so that it ends with that pane; older panes expire. */
    public void advanceTo(long pane) {
        ring.advanceTo(pane);
    }

    /** Adds what another window of the same calibrations and length holds. */
    public void merge(EstimatedAccuracyWindow other) {
        if (!other.calibrations.equals(calibrations) || other.ring.capacity() != ring.capacity()) {
            throw new IllegalArgumentException("only windows of equal calibrations and length can be merged");
        }
        ring.merge(other.ring);
    }

    /** The estimate over the panes {@code from … to}, both included; empty without calibrated predictions. */
    public Optional<EstimatedAccuracy> score(long from, long to) {
        List<EstimatedAccuracy.ClassSums> classes = new ArrayList<>(calibrations.size());
        for (int i = 0; i < calibrations.size(); i++) {
            int first = QUANTITIES * i;
            classes.add(new EstimatedAccuracy.ClassSums(
                    (long) ring.sum(from, to, first + COUNT),
                    ring.sum(from, to, first + PROBABILITY),
                    ring.sum(from, to, first + VARIANCE),
                    calibrations.get(i).samples()));
        }
        return EstimatedAccuracy.of(classes, (long) ring.sum(from, to, uncalibrated()));
    }

    /** Puts the panes that changed into parts of their own. */
    public void save(PartSink to) {
        ring.save(to);
    }

    /** Takes over the panes of an equal window that was saved; this one must be empty. */
    public void restore(PartSource from) {
        ring.restore(from);
    }

    /** Bytes of the arrays. */
    public long bytesHeld() {
        return ring.bytesHeld();
    }

    private int uncalibrated() {
        return ring.quantities() - 1;
    }
}
