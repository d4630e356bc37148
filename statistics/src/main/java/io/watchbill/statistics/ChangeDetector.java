package io.watchbill.statistics;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/**
 * Watches a stream of numbers for a change of its mean, in bounded memory. Deterministic: the same values in the same
 * order give the same detections. Values must come in the order of their events, so keep one detector for each stream
 * (model, version and signal). Not safe for several threads.
 *
 * <p>Of a model's errors a value is 1 for a wrong prediction and 0 for a right one; of its confidence it is {@code 1 −
 * confidence}, because two of the three detectors see increases only. A detection is an event to look at, not a test with
 * a known rate of false alarms: unlike p-values, detections belong on dashboards, not on a pager.
 */
public interface ChangeDetector {
    /**
     * Takes the next value.
     *
     * @return true if a change is detected at this value; the detector has then started anew as its own method says
     * @throws IllegalArgumentException if the value is not one that the detector watches
     */
    boolean add(double value);

    /** Forgets every value, as after the model was replaced. */
    void reset();

    /** Writes all that was learned from the values. */
    void save(StateWriter to);

    /** Takes over what a detector of the same parameters saved. */
    void restore(StateReader from);

    /** Bytes of the arrays and numbers that hold the state. */
    long bytesHeld();
}
