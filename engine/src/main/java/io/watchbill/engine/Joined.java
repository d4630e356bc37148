package io.watchbill.engine;

/** A label that found its prediction. */
final class Joined {
    private final long predictionTime;
    private final int arm;
    private final int[] segments;
    private final Outcome outcome;

    /**
     * @param predictionTime when the prediction was made
     * @param arm the number of its arm
     * @param segments by segment, the number of its value
     */
    Joined(long predictionTime, int arm, int[] segments, Outcome outcome) {
        this.predictionTime = predictionTime;
        this.arm = arm;
        this.segments = segments;
        this.outcome = outcome;
    }

    long predictionTime() {
        return predictionTime;
    }

    int arm() {
        return arm;
    }

    /** The number of the prediction's value in a segment. */
    int segment(int segment) {
        return segments[segment];
    }

    Outcome outcome() {
        return outcome;
    }
}
