package io.watchbill.report;

import io.watchbill.profiler.ColumnEvaluation;
import io.watchbill.profiler.Evaluation;
import io.watchbill.profiler.LabelJoin;
import io.watchbill.profiler.PerformanceEvaluation;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** An evaluation as a table for a terminal, at most 110 columns wide unless a sentence at its end is longer. */
public final class EvaluationText {
    private static final String COLUMN = "%-10s %-20s %10s %7s %7s %7s %8s %8s %8s %8s";
    private static final String METRIC = "%-10s %-20s %10s %7s %7s %7s %8s";
    private static final String INDENT = " ".repeat(11);
    private static final int NAME = 20;
    /** Unseen categories are worth a word when one stream in a hundred has as many. */
    private static final double UNEXPECTED = Math.log(0.01);

    private final BinaryOperator<String> paint;
    private final List<String> lines = new ArrayList<>();

    private EvaluationText(BinaryOperator<String> paint) {
        this.paint = paint;
    }

    /**
     * The table's lines.
     *
     * @param paint gives a text the colour of a verdict's word, its first argument; must not change the text's width on
     *     a terminal
     */
    public static List<String> of(Evaluation evaluation, BinaryOperator<String> paint) {
        EvaluationText text = new EvaluationText(paint);
        text.head(evaluation);
        text.columns(evaluation);
        PerformanceEvaluation performance = evaluation.performance();
        if (performance != null) {
            text.performance(performance);
        }
        text.notes(evaluation);
        return text.lines;
    }

    private void head(Evaluation evaluation) {
        ReferenceProfile profile = evaluation.profile();
        Headline headline = Headline.of(evaluation);
        lines.add(paint.apply(headline.word(), headline.title()) + " " + headline.sentence());
        lines.add("");
        lines.add(Figures.printable(evaluation.model().name()) + ": " + Figures.count(evaluation.rows(), "row") + " of "
                + Figures.cut(evaluation.files(), 60));
        Evaluation.Time time = evaluation.time();
        if (time != null) {
            lines.add("  from " + Figures.time(time.from()) + " to " + Figures.time(time.to())
                    + " UTC; dependence is estimated from panes of " + Figures.length(time.pane()));
        }
        lines.add("  against " + Figures.count(profile.rows(), "row") + " of " + Figures.cut(profile.source(), 40)
                + ", profile " + profile.contentHash().substring(0, 12)
                + (profile.modelVersion() == null ? "" : ", version " + profile.modelVersion()));
    }

    private void columns(Evaluation evaluation) {
        lines.add("");
        row(COLUMN, "", "", "column", "values", "missing", "PSI", "floor", "p", "D or V", "p", "adj. p");
        for (ColumnEvaluation column : evaluation.columns()) {
            DriftScores scores = column.scores();
            DriftScores.Psi psi = scores.psi();
            row(
                    COLUMN,
                    Figures.verdict(scores.verdict()),
                    Figures.word(scores.verdict(), "no drift"),
                    Figures.cut(column.name(), NAME),
                    Figures.count(scores.samples()),
                    missing(column),
                    psi == null ? Figures.NONE : Figures.value(psi.value()),
                    psi == null ? Figures.NONE : Figures.value(psi.noiseFloor()),
                    psi == null ? Figures.NONE : Figures.pValue(psi.lnPValue()),
                    distance(scores),
                    Figures.pValue(scores.lnPValue()),
                    Figures.pValue(scores.lnAdjustedPValue()));
            reasons(column).forEach(reason -> lines.add(INDENT + reason));
        }
    }

    private static String missing(ColumnEvaluation column) {
        long all = column.counts().samples()
                + column.counts().missing()
                + column.counts().invalid();
        return all == 0
                ? Figures.NONE
                : Figures.percent((double) column.counts().missing() / all);
    }

    private static String distance(DriftScores scores) {
        DriftScores.Ks ks = scores.ks();
        if (ks != null) {
            return "D " + Figures.value(ks.statistic());
        }
        DriftScores.ChiSquare chiSquare = scores.chiSquare();
        return chiSquare == null ? Figures.NONE : "V " + Figures.value(chiSquare.v());
    }

    /** Why, then what else there is to know. */
    private static List<String> reasons(ColumnEvaluation column) {
        DriftScores scores = column.scores();
        List<String> reasons = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        if (!column.reason().equals("under every threshold")) {
            reasons.add(column.reason());
        }
        distance(parts, "Jensen–Shannon", scores.jensenShannon());
        distance(parts, "Wasserstein", scores.wasserstein());
        if (column.counts().invalid() > 0) {
            parts.add(Figures.count(column.counts().invalid(), "unusable value"));
        }
        DriftScores.Rate unseen = scores.unseen();
        if (unseen != null && unseen.lnPValue() < UNEXPECTED) {
            parts.add(Figures.percent(unseen.value()) + " never seen in training");
        }
        if (!parts.isEmpty()) {
            reasons.add(String.join("; ", parts));
        }
        return reasons;
    }

    private static void distance(List<String> parts, String name, DriftScores.@Nullable Distance distance) {
        if (distance != null) {
            parts.add(name + " " + Figures.value(distance.value()) + " (floor " + Figures.value(distance.noiseFloor())
                    + ")");
        }
    }

    private void performance(PerformanceEvaluation performance) {
        lines.add("");
        lines.add("performance of " + Figures.count(performance.labelled()) + " labelled predictions of "
                + Figures.count(performance.predictions()));
        row(METRIC, "", "", "metric", "samples", "value", "base", "drop", "p");
        for (PerformanceEvaluation.Metric metric : performance.metrics()) {
            PerformanceScore score = metric.score();
            Double baseline = score.baseline();
            Double drop = score.drop();
            boolean judged = metric.limits() != null;
            row(
                    METRIC,
                    judged ? Figures.verdict(metric.verdict()) : "",
                    judged ? Figures.word(metric.verdict(), "no drop") : "",
                    MetricNames.of(score.metric()),
                    Figures.count(score.samples()),
                    Figures.value(score.value()),
                    baseline == null ? Figures.NONE : Figures.value(baseline),
                    drop == null ? Figures.NONE : Figures.difference(drop),
                    Figures.pValue(score.lnPValue()));
            if (metric.limits() != null && !metric.reason().equals("under every threshold")) {
                lines.add(INDENT + metric.reason());
            }
        }
    }

    private void notes(Evaluation evaluation) {
        List<String> notes = new ArrayList<>();
        LabelJoin labels = evaluation.labels();
        if (labels != null) {
            notes.add(sentence(labels));
        }
        notes.addAll(evaluation.notes());
        if (!notes.isEmpty()) {
            lines.add("");
            notes.forEach(note -> lines.add("note: " + Figures.printable(note)));
        }
    }

    /** What came of joining labels. */
    static String sentence(LabelJoin labels) {
        return "labels of " + labels.file() + ": " + Figures.count(labels.joined()) + " joined by id; "
                + Figures.count(labels.unlabelled(), "row") + " without a label, "
                + Figures.count(labels.orphans(), "label") + " without a row"
                + (labels.duplicates() == 0
                        ? ""
                        : ", " + Figures.count(labels.duplicates(), "duplicate") + " (the last counts)");
    }

    /** A row whose first cell is painted in the colour of a verdict's word. */
    private void row(String format, String word, Object... cells) {
        String line = String.format(Locale.ROOT, format, cells).stripTrailing();
        String first = String.valueOf(cells[0]);
        lines.add(first.isEmpty() ? line : paint.apply(word, first) + line.substring(first.length()));
    }
}
