package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums over a regression's labelled predictions since the start, by arm. Not thread-safe. */
final class ErrorSums {
    private static final int POSITIVE_ERROR = 0;
    private static final int NEGATIVE_ERROR = 1;
    private static final int SQUARED_ERROR = 2;
    private static final int POSITIVE_TARGET = 3;
    private static final int NEGATIVE_TARGET = 4;
    private static final int LABELS = 5;
    private static final int SUMS = 6;

    private double[] sums = new double[0];

    void add(int arm, Outcome outcome) {
        double error = outcome.error();
        double target = outcome.actualNumber();
        if (!Double.isFinite(error)) {
            return;
        }
        int at = arm * SUMS;
        if (at >= sums.length) {
            sums = Arrays.copyOf(sums, at + SUMS);
        }
        sums[at + LABELS]++;
        sums[at + (error < 0 ? NEGATIVE_ERROR : POSITIVE_ERROR)] += Math.abs(error);
        sums[at + SQUARED_ERROR] += error * error;
        sums[at + (target < 0 ? NEGATIVE_TARGET : POSITIVE_TARGET)] += Math.abs(target);
    }

    void save(StateWriter to) {
        to.varint(sums.length / SUMS);
        to.doubles(sums);
    }

    /** @param arms how many arms have a number */
    void restore(StateReader from, int arms) {
        sums = new double[SUMS * from.below(arms + 1L)];
        from.doubles(sums);
    }

    List<ScoreSnapshot.ErrorSum> all(CappedNames arms) {
        List<ScoreSnapshot.ErrorSum> all = new ArrayList<>();
        for (int at = 0; at < sums.length; at += SUMS) {
            if (sums[at + LABELS] == 0) {
                continue;
            }
            all.add(new ScoreSnapshot.ErrorSum(
                    arms.name(at / SUMS),
                    sums[at + POSITIVE_ERROR],
                    sums[at + NEGATIVE_ERROR],
                    sums[at + SQUARED_ERROR],
                    sums[at + POSITIVE_TARGET],
                    sums[at + NEGATIVE_TARGET]));
        }
        return all;
    }
}
