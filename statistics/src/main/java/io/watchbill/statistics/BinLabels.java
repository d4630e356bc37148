package io.watchbill.statistics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Labels of bins. A counted prefix of fixed width makes them sort as text in bin order. */
final class BinLabels {
    /** A label longer than this is cut; its prefix keeps it unique. */
    private static final int LONGEST_CATEGORY = 80;

    private BinLabels() {}

    /** Labels such as {@code 007 ATL}, with {@code other} at the end. */
    static List<String> categories(List<String> categories) {
        List<String> labels = new ArrayList<>(categories.size() + 1);
        int bins = categories.size() + 1;
        for (String category : categories) {
            labels.add(prefix(labels.size(), bins) + shorten(category));
        }
        labels.add(prefix(labels.size(), bins) + "other");
        return List.copyOf(labels);
    }

    /**
     * Labels such as {@code 03 [12.5, 20)} for runs of fine bins.
     *
     * @param edges the inner edges of all fine bins
     * @param starts the first fine bin of each run
     */
    static List<String> intervals(double[] edges, int[] starts) {
        List<String> labels = new ArrayList<>(starts.length);
        for (int i = 0; i < starts.length; i++) {
            String lower = starts[i] == 0 ? "(-Inf" : lower(edges, starts[i] - 1);
            String upper = i + 1 == starts.length ? "+Inf)" : upper(edges, starts[i + 1] - 1);
            labels.add(prefix(i, starts.length) + lower + ", " + upper);
        }
        return List.copyOf(labels);
    }

    // An edge just above an atom reads as that atom, excluded or included: "(12, 15]" and not "[12.000000000000002, …".
    private static String lower(double[] edges, int edge) {
        return isJustAboveAtom(edges, edge) ? "(" + text(edges[edge - 1]) : "[" + text(edges[edge]);
    }

    private static String upper(double[] edges, int edge) {
        return isJustAboveAtom(edges, edge) ? text(edges[edge - 1]) + "]" : text(edges[edge]) + ")";
    }

    private static boolean isJustAboveAtom(double[] edges, int edge) {
        return edge > 0 && edges[edge] == Math.nextUp(edges[edge - 1]);
    }

    private static String text(double value) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e9)) {
            return Double.toString(value);
        }
        return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String prefix(int index, int bins) {
        String number = Integer.toString(index + 1);
        return "0".repeat(Integer.toString(bins).length() - number.length()) + number + " ";
    }

    private static String shorten(String category) {
        return category.length() <= LONGEST_CATEGORY
                ? category
                : category.substring(0, category.offsetByCodePoints(0, LONGEST_CATEGORY / 2)) + "…";
    }
}
