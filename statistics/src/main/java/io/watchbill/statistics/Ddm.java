package io.watchbill.statistics;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/**
 * The drift detection method: the error rate p of n predictions has the deviation s = √(p(1 − p)/n); where p + s was
 * least, p and s are kept; a change once p + s > p_min + 3·s_min. It takes error bits, sees increases only, and starts
 * anew with the bit after a detection. J. Gama, P. Medas, G. Castillo, P. Rodrigues (2004), "Learning with Drift
 * Detection", SBIA, LNCS 3171:286–295.
 *
 * <p>One thing is not as in the paper: a stretch without any error leaves no minimum, because its s of 0 would make the
 * first error ever a change. (At an error rate of 1 % that would call three starts in four a change.)
 */
public final class Ddm implements ChangeDetector {
    private static final int WARM_START = 30;
    private static final double DRIFT_THRESHOLD = 3;

    private final int warmStart;
    private final double driftThreshold;
    private long count;
    private long errors;
    private double leastRate;
    private double leastDeviation;

    /** With the usual parameters: 30 bits, 3 deviations. */
    public Ddm() {
        this(WARM_START, DRIFT_THRESHOLD);
    }

    /**
     * With parameters of one's own.
     *
     * @param warmStart bits after which a change can be detected, from 1
     * @param driftThreshold deviations that make a change, above 0
     */
    public Ddm(int warmStart, double driftThreshold) {
        if (warmStart < 1 || !(driftThreshold > 0)) {
            throw new IllegalArgumentException("DDM needs a warm start of at least 1 and a threshold above 0, not "
                    + warmStart + " and " + driftThreshold);
        }
        this.warmStart = warmStart;
        this.driftThreshold = driftThreshold;
        reset();
    }

    @Override
    public boolean add(double value) {
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("DDM watches error bits, 1 for wrong and 0 for right, not " + value
                    + "; watch it by another detector");
        }
        count++;
        errors += (long) value;
        if (count <= warmStart || errors == 0) {
            return false;
        }
        double rate = (double) errors / count;
        double deviation = Math.sqrt(rate * (1 - rate) / count);
        if (rate + deviation <= leastRate + leastDeviation) {
            leastRate = rate;
            leastDeviation = deviation;
        }
        boolean changed = rate + deviation > leastRate + driftThreshold * leastDeviation;
        if (changed) {
            reset();
        }
        return changed;
    }

    @Override
    public void reset() {
        count = 0;
        errors = 0;
        leastRate = Double.POSITIVE_INFINITY;
        leastDeviation = 0;
    }

    @Override
    public void save(StateWriter to) {
        to.varint(count);
        to.varint(errors);
        to.number(leastRate);
        to.number(leastDeviation);
    }

    @Override
    public void restore(StateReader from) {
        count = from.counted();
        errors = from.counted();
        leastRate = from.number();
        leastDeviation = from.number();
    }

    @Override
    public long bytesHeld() {
        return 4L * Long.BYTES;
    }
}
