package io.watchbill.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Adjusted p-values that control the false discovery rate. Y. Benjamini, Y. Hochberg (1995), "Controlling the false
 * discovery rate", J. R. Stat. Soc. B 57:289–300, in logarithms.
 */
final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /** The adjusted ln p for each ln p, in the same order: min over j ≥ rank of p_(j)·count/j, at most 1. */
    static double[] adjust(double[] lnPValues) {
        int count = lnPValues.length;
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> lnPValues[i]));
        double[] adjusted = new double[count];
        double least = 0;
        for (int rank = count; rank >= 1; rank--) {
            int at = order[rank - 1];
            least = Math.min(least, lnPValues[at] + Math.log((double) count / rank));
            adjusted[at] = least;
        }
        return adjusted;
    }
}
