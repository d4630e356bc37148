package io.watchbill.engine;

import io.watchbill.statistics.state.StateWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** The kinds of steps that lead to the parts of a model's state, and what makes parts valid. */
final class StateSteps {
    static final String VERSION = "version";
    static final String TRAFFIC = "traffic";
    static final String SEGMENT = "segment";
    static final String VALUE = "value";
    static final String DRIFT = "drift";
    static final String PERFORMANCE = "performance";
    static final String BUSINESS = "business";
    static final String FEEDBACK = "feedback";
    static final String RING = "ring";
    static final String QUALITY = "quality";
    static final String SCORES = "scores";
    static final String CLASS = "class";
    static final String CALIBRATION = "calibration";
    static final String ESTIMATE = "estimate";
    static final String HOLDOUT = "holdout";
    static final String SIDE = "side";
    static final String RUNS = "runs";
    static final String RUN = "run";

    /** The name where there is only one of a kind. */
    static final String ALL = "all";

    private StateSteps() {}

    /** What tells windows of one length apart: their pane, and how many of them a ring has. */
    static String panes(WindowPlan window, int capacity) {
        return window.panes().pane().toMillis() + "x" + capacity;
    }

    /** A fingerprint of what is written. */
    static String of(Consumer<StateWriter> shape) {
        StateWriter writer = new StateWriter();
        shape.accept(writer);
        return hex(writer.fingerprint());
    }

    static String hex(long fingerprint) {
        return String.format(Locale.ROOT, "%016x", fingerprint);
    }
}
