package io.watchbill.engine;

import java.util.function.IntConsumer;

/** The scores that a classifier gave each class of one prediction, as numbers of names. */
final class ClassShares {
    final int[] classes;
    final double[] values;

    ClassShares(int[] classes, double[] values) {
        this.classes = classes;
        this.values = values;
    }

    int count() {
        return classes.length;
    }

    /** The score of one class, 0 where it had none, at most 1; classes beyond the cap add up in one. */
    double share(int ofClass) {
        double sum = 0;
        for (int i = 0; i < classes.length; i++) {
            sum += classes[i] == ofClass ? values[i] : 0;
        }
        return Math.min(1, sum);
    }

    /** Σ of the squares of all scores. */
    double squares() {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** Shows the class of every score; one that stands for several may come several times. */
    void eachClass(IntConsumer visitor) {
        for (int ofClass : classes) {
            visitor.accept(ofClass);
        }
    }
}
