package io.watchbill.report;

import io.watchbill.profiler.ColumnEvaluation;
import io.watchbill.profiler.Effect;
import io.watchbill.profiler.Evaluation;
import io.watchbill.profiler.LabelJoin;
import io.watchbill.profiler.PerformanceEvaluation;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.NoVerdictReason;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as programs read it; docs/evaluation.md lists the fields. What could not be computed is absent. Fields
 * are added, never renamed; {@code formatVersion} grows when one changes its meaning.
 */
public record EvaluationDocument(
        String format,
        int formatVersion,
        String model,
        String verdict,
        String summary,
        Profile profile,
        Data data,
        List<Column> columns,
        @Nullable Performance performance,
        @Nullable LabelJoin labels,
        List<String> notes) {

    /** The reference. */
    public record Profile(
            @Nullable String version,
            String hash,
            long rows,
            @Nullable String from,
            @Nullable String to,
            String source) {}

    /** The rows. */
    public record Data(
            String files,
            long rows,
            long holdoutRows,
            long untimedRows,
            @Nullable String from,
            @Nullable String to,
            @Nullable String pane) {}

    /** A column. */
    public record Column(
            String name,
            String kind,
            @Nullable String verdict,
            @Nullable String noVerdictReason,
            String reason,
            long samples,
            long referenceSamples,
            long missing,
            long invalid,
            @Nullable Share missingShare,
            @Nullable Share unseenShare,
            @Nullable Psi psi,
            @Nullable Ks ks,
            @Nullable ChiSquare chiSquare,
            @Nullable Distance jensenShannon,
            @Nullable Distance wasserstein,
            double overdispersion,
            @Nullable Double pValue,
            @Nullable Double adjustedPValue,
            List<Threshold> thresholds,
            List<Bin> bins,
            List<Point> overTime) {}

    /** A share beside the reference's. */
    public record Share(double value, double reference, double pValue) {}

    /** Population stability index. */
    public record Psi(double value, double noiseFloor, double pValue) {}

    /** Kolmogorov–Smirnov. */
    public record Ks(double statistic, double errorBound, double pValue) {}

    /** Chi-square with its effect. */
    public record ChiSquare(double statistic, int degreesOfFreedom, double v, double pValue) {}

    /** A distance without a test. */
    public record Distance(double value, double noiseFloor) {}

    /** What an effect was held against. */
    public record Threshold(String effect, double value, double warning, double critical) {}

    /** Rows in a coarse bin or category. */
    public record Bin(String label, long reference, long rows) {}

    /** A column in a stretch of time. */
    public record Point(
            String from,
            String to,
            boolean whole,
            long samples,
            @Nullable Double psi,
            @Nullable Double psiNoiseFloor,
            @Nullable Double ks,
            @Nullable Double v,
            @Nullable Double adjustedPValue,
            @Nullable String verdict,
            @Nullable String noVerdictReason) {}

    /** How right the model was. */
    public record Performance(long predictions, long labelled, List<Metric> metrics, List<PerformancePoint> overTime) {}

    /** A metric beside its baseline. */
    public record Metric(
            String metric,
            double value,
            long samples,
            @Nullable Double baseline,
            @Nullable Double drop,
            @Nullable Double pValue,
            @Nullable Double warning,
            @Nullable Double critical,
            @Nullable String verdict,
            String reason) {}

    /** The performance in a stretch of time. */
    public record PerformancePoint(String from, String to, boolean whole, long labelled, List<Metric> metrics) {}

    private static final String FORMAT = "watchbill-evaluation";
    private static final int FORMAT_VERSION = 1;

    /** The document of an evaluation. */
    public static EvaluationDocument of(Evaluation evaluation) {
        ReferenceProfile profile = evaluation.profile();
        Evaluation.Time time = evaluation.time();
        Headline headline = Headline.of(evaluation);
        PerformanceEvaluation performance = evaluation.performance();
        return new EvaluationDocument(
                FORMAT,
                FORMAT_VERSION,
                evaluation.model().name(),
                headline.word(),
                headline.sentence(),
                new Profile(
                        profile.modelVersion(),
                        profile.contentHash(),
                        profile.rows(),
                        orNull(profile.from()),
                        orNull(profile.to()),
                        profile.source()),
                new Data(
                        evaluation.files(),
                        evaluation.rows(),
                        evaluation.holdout(),
                        evaluation.untimed(),
                        time == null ? null : text(time.from()),
                        time == null ? null : text(time.to()),
                        time == null ? null : Figures.length(time.pane())),
                evaluation.columns().stream().map(EvaluationDocument::column).toList(),
                performance == null ? null : performance(performance),
                evaluation.labels(),
                evaluation.notes());
    }

    private static Column column(ColumnEvaluation column) {
        DriftScores scores = column.scores();
        DriftScores.Psi psi = scores.psi();
        DriftScores.Ks ks = scores.ks();
        DriftScores.ChiSquare chiSquare = scores.chiSquare();
        return new Column(
                column.name(),
                scores.kind().label(),
                verdict(scores.verdict()),
                reason(scores.noVerdictReason()),
                column.reason(),
                scores.samples(),
                scores.referenceSamples(),
                column.counts().missing(),
                column.counts().invalid(),
                share(scores.missing()),
                share(scores.unseen()),
                psi == null ? null : new Psi(psi.value(), psi.noiseFloor(), DriftScores.pValue(psi.lnPValue())),
                ks == null ? null : new Ks(ks.statistic(), ks.errorBound(), DriftScores.pValue(ks.lnPValue())),
                chiSquare == null
                        ? null
                        : new ChiSquare(
                                chiSquare.statistic(),
                                chiSquare.degreesOfFreedom(),
                                chiSquare.v(),
                                DriftScores.pValue(chiSquare.lnPValue())),
                distance(scores.jensenShannon()),
                distance(scores.wasserstein()),
                scores.overdispersion(),
                pValue(scores.lnPValue()),
                pValue(scores.lnAdjustedPValue()),
                column.effects().stream().map(EvaluationDocument::threshold).toList(),
                bins(column),
                column.overTime().stream().map(EvaluationDocument::point).toList());
    }

    private static List<Bin> bins(ColumnEvaluation column) {
        ColumnReference reference = column.reference();
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < reference.coarseBins(); bin++) {
            bins.add(new Bin(
                    reference.coarseLabels().get(bin),
                    reference.coarseCount(bin),
                    column.counts().coarseCount(bin)));
        }
        return bins;
    }

    private static Point point(ColumnEvaluation.Chunk chunk) {
        DriftScores scores = chunk.scores();
        DriftScores.Psi psi = scores.psi();
        DriftScores.Ks ks = scores.ks();
        DriftScores.ChiSquare chiSquare = scores.chiSquare();
        return new Point(
                text(chunk.from()),
                text(chunk.to()),
                chunk.whole(),
                scores.samples(),
                psi == null ? null : Double.valueOf(psi.value()),
                psi == null ? null : Double.valueOf(psi.noiseFloor()),
                ks == null ? null : Double.valueOf(ks.statistic()),
                chiSquare == null ? null : Double.valueOf(chiSquare.v()),
                pValue(scores.lnAdjustedPValue()),
                verdict(scores.verdict()),
                reason(scores.noVerdictReason()));
    }

    private static Performance performance(PerformanceEvaluation performance) {
        return new Performance(
                performance.predictions(),
                performance.labelled(),
                performance.metrics().stream().map(EvaluationDocument::metric).toList(),
                performance.overTime().stream()
                        .map(chunk -> new PerformancePoint(
                                text(chunk.from()),
                                text(chunk.to()),
                                chunk.whole(),
                                chunk.labelled(),
                                chunk.metrics().stream()
                                        .map(EvaluationDocument::metric)
                                        .toList()))
                        .toList());
    }

    private static Metric metric(PerformanceEvaluation.Metric metric) {
        PerformanceScore score = metric.score();
        PerformanceEvaluation.Limits limits = metric.limits();
        return new Metric(
                score.metric(),
                score.value(),
                score.samples(),
                score.baseline(),
                score.drop(),
                pValue(score.lnPValue()),
                limits == null ? null : limits.warning(),
                limits == null ? null : limits.critical(),
                verdict(metric.verdict()),
                metric.reason());
    }

    private static Threshold threshold(Effect effect) {
        return new Threshold(effect.symbol(), effect.value(), effect.warning(), effect.critical());
    }

    private static @Nullable Share share(DriftScores.@Nullable Rate rate) {
        return rate == null ? null : new Share(rate.value(), rate.reference(), DriftScores.pValue(rate.lnPValue()));
    }

    private static @Nullable Distance distance(DriftScores.@Nullable Distance distance) {
        return distance == null ? null : new Distance(distance.value(), distance.noiseFloor());
    }

    private static @Nullable Double pValue(@Nullable Double ln) {
        return ln == null ? null : Double.valueOf(DriftScores.pValue(ln));
    }

    private static @Nullable String verdict(@Nullable Verdict verdict) {
        return verdict == null ? null : Figures.verdict(verdict);
    }

    private static @Nullable String reason(@Nullable NoVerdictReason reason) {
        return reason == null ? null : reason.label();
    }

    private static String text(Instant time) {
        return time.toString();
    }

    private static @Nullable String orNull(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
