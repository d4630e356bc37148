package io.watchbill.bench.falsealarms;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Probabilities that add up to 1. */
final class Shares {
    private final double[] shares;
    private final double[] upTo;

    private Shares(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        this.shares = Arrays.stream(weights).map(weight -> weight / sum).toArray();
        this.upTo = new double[weights.length];
        double below = 0;
        for (int i = 0; i < upTo.length; i++) {
            below += shares[i];
            upTo[i] = below;
        }
    }

    /** In proportion to the weights of 0 … size − 1. */
    static Shares of(int size, IntToDoubleFunction weight) {
        double[] weights = new double[size];
        Arrays.setAll(weights, weight);
        return new Shares(weights);
    }

    int size() {
        return shares.length;
    }

    /** The probabilities themselves, not to be written to. */
    double[] all() {
        return shares;
    }

    int draw(Draws draws) {
        int at = Arrays.binarySearch(upTo, draws.uniform());
        return Math.min(shares.length - 1, at < 0 ? -at - 1 : at + 1);
    }
}
