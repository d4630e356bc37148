package io.watchbill.report;

import io.watchbill.profiler.ColumnEvaluation;
import io.watchbill.report.Html.Element;
import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reference against production: the shares of the coarse bins, or of the categories that are most frequent in either or
 * changed most, and of all others together.
 */
final class ShareChart {
    private static final int MOST_ROWS = 12;
    private static final double WIDTH = 520;
    private static final double LABELS = 168;
    private static final double FIGURES = 104;
    private static final double ROW = 25;
    private static final int LABEL_LETTERS = 24;
    /** What is almost nothing can still be seen. */
    private static final double HAIR = 0.75;

    private ShareChart() {}

    /**
     * A bin, or several together.
     *
     * @param drawn whether it has bars; together, many small categories would dwarf every single one
     */
    private record Share(String label, double reference, double rows, boolean drawn) {
        double larger() {
            return Math.max(reference, rows);
        }
    }

    static Element of(ColumnEvaluation column) {
        List<Share> shares = shares(column);
        double most = shares.stream()
                .filter(Share::drawn)
                .mapToDouble(Share::larger)
                .max()
                .orElse(0);
        Element picture = Svg.picture(WIDTH, shares.size() * ROW + 4, says(column, shares));
        double full = WIDTH - LABELS - FIGURES;
        for (int i = 0; i < shares.size(); i++) {
            Share share = shares.get(i);
            double y = i * ROW + 3;
            double ofReference = most == 0 ? 0 : share.reference() / most * full;
            double ofRows = most == 0 ? 0 : share.rows() / most * full;
            Element row = Html.of("g")
                    .add(Html.of("title")
                            .add(share.label() + ": reference " + Figures.percent(share.reference()) + ", rows "
                                    + Figures.percent(share.rows())))
                    .add(Svg.text("label end", LABELS - 8, y + 13, Figures.cut(share.label(), LABEL_LETTERS)))
                    .add(Svg.text(
                            "label end",
                            WIDTH - 2,
                            y + 13,
                            Figures.percent(share.reference()) + " → " + Figures.percent(share.rows())));
            if (share.drawn()) {
                row = row.add(
                        Svg.rectangle("reference", LABELS, y, Math.max(HAIR, ofReference), 9),
                        Svg.rectangle("rows", LABELS, y + 10, Math.max(HAIR, ofRows), 9));
            }
            picture = picture.add(row);
        }
        return picture;
    }

    private static String says(ColumnEvaluation column, List<Share> shares) {
        Share most = shares.stream()
                .max(Comparator.comparingDouble(share -> Math.abs(share.reference() - share.rows())))
                .orElse(new Share("", 0, 0, false));
        return column.name() + ": shares in the reference and in the rows. They differ most in " + most.label() + ", "
                + Figures.percent(most.reference()) + " against " + Figures.percent(most.rows()) + ".";
    }

    private static List<Share> shares(ColumnEvaluation column) {
        ColumnReference reference = column.reference();
        List<Share> all = new ArrayList<>();
        for (int bin = 0; bin < reference.coarseBins(); bin++) {
            all.add(new Share(
                    label(reference, bin),
                    share(reference.coarseCount(bin), reference.samples()),
                    share(column.counts().coarseCount(bin), column.counts().samples()),
                    true));
        }
        if (!(reference instanceof CategoricalReference categorical)) {
            return all;
        }
        if (all.size() <= MOST_ROWS) {
            Share other = all.get(categorical.otherBin());
            return other.larger() > 0 ? all : all.subList(0, categorical.otherBin());
        }
        return mostTelling(all, categorical);
    }

    private static List<Share> mostTelling(List<Share> all, CategoricalReference reference) {
        int other = reference.otherBin();
        List<Integer> kept = IntStream.range(0, other)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer bin) -> all.get(bin).larger()
                                + Math.abs(
                                        all.get(bin).reference() - all.get(bin).rows()))
                        .reversed())
                .limit(MOST_ROWS - 2)
                .sorted()
                .toList();
        List<Share> shown = new ArrayList<>();
        double restOfReference = 0;
        double restOfRows = 0;
        for (int bin = 0; bin < other; bin++) {
            if (kept.contains(bin)) {
                shown.add(all.get(bin));
            } else {
                restOfReference += all.get(bin).reference();
                restOfRows += all.get(bin).rows();
            }
        }
        shown.add(
                new Share(Figures.count(other - kept.size()) + " others together", restOfReference, restOfRows, false));
        if (all.get(other).larger() > 0) {
            shown.add(all.get(other));
        }
        return shown;
    }

    private static double share(long count, long of) {
        return of == 0 ? 0 : (double) count / of;
    }

    private static String label(ColumnReference reference, int bin) {
        if (reference instanceof CategoricalReference categorical && bin == categorical.otherBin()) {
            return categorical.capped() ? "rarer ones" : "never seen in training";
        }
        // The number in front is for sorting.
        String label = reference.coarseLabels().get(bin);
        return label.substring(label.indexOf(' ') + 1);
    }
}
