package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.above;
import static io.watchbill.plan.fleet.Vectors.and;
import static io.watchbill.plan.fleet.Vectors.call;
import static io.watchbill.plan.fleet.Vectors.each;
import static io.watchbill.plan.fleet.Vectors.number;
import static io.watchbill.plan.fleet.Vectors.over;
import static io.watchbill.plan.fleet.Vectors.plus;
import static io.watchbill.plan.fleet.Vectors.sum;
import static io.watchbill.plan.fleet.Vectors.times;
import static io.watchbill.plan.fleet.Vectors.unless;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Subquery;
import io.watchbill.spec.Drift;
import io.watchbill.spec.DriftScore;
import io.watchbill.spec.DriftThresholds;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which columns have drifted: effect, evidence and enough data, all three, as the exporter decides it. */
final class DriftDecision {

    /** Under so many reference rows of the rarest kept category its frequency is not known well enough. */
    private static final int FEWEST_AT_CAP = 100;

    /** How often a window is asked whether it had been observed before; often enough for a Prometheus that was down. */
    private static final int LOOKS = 24;

    private final DriftColumns columns;
    private final Drift drift;

    DriftDecision(DriftColumns columns, Drift drift) {
        this.columns = columns;
        this.drift = drift;
    }

    /** 0, 1 or 2 of every column that can be judged over a window; absent where it cannot. */
    Expression verdict(TimeWindow window) {
        LabelMatcher inWindow = LabelMatcher.equal(LabelNames.WINDOW, window.label());
        Expression none = times(number(0), of(MetricFamilies.DRIFT_ADJUSTED_P_VALUE, inWindow));
        Expression highest = Stream.of(
                        passed(2, drift.critical(), inWindow), passed(1, drift.warning(), inWindow), Optional.of(none))
                .flatMap(Optional::stream)
                .reduce(Vectors::or)
                .orElseThrow();
        Expression verdict = and(highest, DriftColumns.WINDOW, filled(window, inWindow));
        return columns.hasCategorical() ? unlessCapped(verdict, inWindow) : verdict;
    }

    /** Share of the judged features that drift. */
    Expression driftedColumns() {
        Expression verdicts = columns.series(
                FleetSeries.of(MetricFamilies.DRIFT_VERDICT), LabelMatcher.equal(LabelNames.KIND, "feature"));
        Expression drifted = new BinaryOperation(verdicts, Operator.AT_LEAST, true, Matching.ALL, number(1));
        return new Aggregation("avg", DriftColumns.VERSION_AND_WINDOW, drifted);
    }

    private Optional<Expression> passed(int level, DriftThresholds thresholds, LabelMatcher inWindow) {
        Expression judged = of(MetricFamilies.DRIFT_ADJUSTED_P_VALUE, inWindow);
        Expression evidence = BinaryOperation.of(judged, Operator.LESS, new Literal(thresholds.pValue()));
        return effects(thresholds, inWindow)
                .map(effects -> plus(times(number(0), and(evidence, DriftColumns.WINDOW, effects)), number(level)));
    }

    /** The columns whose PSI, D or V, as far as the specification asks for it, passes its threshold. */
    private Optional<Expression> effects(DriftThresholds thresholds, LabelMatcher inWindow) {
        List<Expression> effects = new ArrayList<>();
        effects.addAll(effect(DriftScore.PSI, MetricFamilies.DRIFT_PSI, thresholds.psi(), inWindow));
        effects.addAll(effect(DriftScore.KS, MetricFamilies.DRIFT_KS_STATISTIC, thresholds.ks(), inWindow));
        effects.addAll(effect(DriftScore.CHI_SQUARE, MetricFamilies.DRIFT_V, thresholds.cramersV(), inWindow));
        return effects.stream().reduce(Vectors::or);
    }

    private List<Expression> effect(
            DriftScore score, MetricFamily family, BigDecimal threshold, LabelMatcher inWindow) {
        String series = FleetSeries.of(family);
        boolean ofNumeric = drift.numeric().contains(score);
        boolean ofCategorical = drift.categorical().contains(score);
        List<Expression> asked = new ArrayList<>();
        if (ofNumeric && (ofCategorical || score == DriftScore.KS)) {
            asked.add(columns.series(series, inWindow));
        } else if (ofNumeric) {
            columns.numeric(series, inWindow).ifPresent(asked::add);
        } else if (ofCategorical) {
            columns.categorical(series, inWindow).ifPresent(asked::add);
        }
        return asked.stream()
                .map(values -> above(values, new Literal(threshold)))
                .toList();
    }

    /** Columns that had been counted before the window began, so that it is no part of a day that stands for the day. */
    private Expression filled(TimeWindow window, LabelMatcher inWindow) {
        Selector samples = Selector.of(FleetSeries.of(MetricFamilies.DRIFT_WINDOW_SAMPLES), columns.model(), inWindow);
        return call(
                "present_over_time",
                new Subquery(
                                samples,
                                window.length(),
                                Duration.ofMillis(window.length().toMillis() / LOOKS + 1))
                        .earlier(window.length()));
    }

    /** The most frequent categories of a sample are not the most frequent of the world where the sample is small. */
    private Expression unlessCapped(Expression verdict, LabelMatcher inWindow) {
        Expression capped = sum(DriftColumns.COLUMN, above(columns.series(FleetSeries.OTHER_BIN), 0));
        Expression rarest = Aggregation.min(
                DriftColumns.COLUMN,
                unless(
                        columns.categorical(FleetSeries.REFERENCE).orElseThrow(),
                        DriftColumns.BIN,
                        columns.series(FleetSeries.OTHER_BIN)));
        Expression unknown =
                and(capped, DriftColumns.COLUMN, BinaryOperation.of(rarest, Operator.LESS, number(FEWEST_AT_CAP)));
        Expression tenth = over(sum(DriftColumns.COLUMN, columns.series(FleetSeries.REFERENCE)), number(10));
        Expression larger =
                each(of(MetricFamilies.DRIFT_WINDOW_SAMPLES, inWindow), Operator.GREATER, DriftColumns.COLUMN, tenth);
        return unless(
                unless(verdict, DriftColumns.COLUMN, unknown),
                DriftColumns.WINDOW,
                and(larger, DriftColumns.COLUMN, capped));
    }

    private Expression of(MetricFamily family, LabelMatcher inWindow) {
        return columns.series(FleetSeries.of(family), inWindow);
    }
}
