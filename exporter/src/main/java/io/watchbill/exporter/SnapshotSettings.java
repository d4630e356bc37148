package io.watchbill.exporter;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * When the state is saved: at the first of these.
 *
 * @param interval time since it was saved last
 * @param journalBytes bytes of records since then
 * @param predictions predictions in memory
 * @param steps is told of every step that is done
 */
record SnapshotSettings(Duration interval, long journalBytes, int predictions, Consumer<Step> steps) {
    /** The steps of a snapshot, in their order. */
    enum Step {
        /** What changed is apart, and predictions are frozen. */
        CAPTURED,
        /** The store has the predictions. */
        SPILLED,
        /** The store has the state, with the positions that it includes. */
        SAVED,
        /** What the state includes is dropped from the journal. */
        DROPPED
    }

    SnapshotSettings(Duration interval, long journalBytes, int predictions) {
        this(interval, journalBytes, predictions, step -> {});
    }
}
