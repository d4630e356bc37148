package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.above;
import static io.watchbill.plan.fleet.Vectors.and;
import static io.watchbill.plan.fleet.Vectors.atLeast;
import static io.watchbill.plan.fleet.Vectors.call;
import static io.watchbill.plan.fleet.Vectors.count;
import static io.watchbill.plan.fleet.Vectors.each;
import static io.watchbill.plan.fleet.Vectors.labelled;
import static io.watchbill.plan.fleet.Vectors.minus;
import static io.watchbill.plan.fleet.Vectors.number;
import static io.watchbill.plan.fleet.Vectors.or;
import static io.watchbill.plan.fleet.Vectors.over;
import static io.watchbill.plan.fleet.Vectors.sum;
import static io.watchbill.plan.fleet.Vectors.times;
import static io.watchbill.plan.fleet.Vectors.unless;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Text;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.List;
import java.util.Optional;

/**
 * The two samples of every column and window in pooled bins, by the rule of the exporter: bins that expect fewer than five
 * values in the smaller sample are pooled with each other and with {@code other}; a pool that expects fewer than five joins
 * the smallest bin that is kept.
 */
final class DriftVectors {

    private static final int ENOUGH = 5;

    /** Where the place of a bin stands for a moment. */
    private static final String PLACE = "place";

    private final DriftColumns columns;
    private final long minimumSamples;

    DriftVectors(DriftColumns columns, long minimumSamples) {
        this.columns = columns;
        this.minimumSamples = minimumSamples;
    }

    /** Replicas read the same profile; while a new one is rolled out, the larger count of a bin is taken. */
    Expression reference() {
        return Aggregation.max(
                DriftColumns.BIN, Selector.of(MetricFamilies.COLUMN_REFERENCE_SAMPLES.name(), columns.model()));
    }

    /**
     * The bin of all other categories: the one whose number is the number of bins. Its text would not do, because a category
     * may be called other too.
     */
    Optional<Expression> other() {
        return columns.categorical(FleetSeries.REFERENCE).map(categorical -> {
            Expression placed = call(
                    "label_replace",
                    categorical,
                    new Text(PLACE),
                    new Text("$1"),
                    new Text(LabelNames.BIN),
                    new Text("0*([0-9]+) .*"));
            Expression last = new Aggregation(
                    "count_values",
                    DriftColumns.COLUMN,
                    Optional.of(new Text(PLACE)),
                    count(DriftColumns.COLUMN, categorical));
            return sum(DriftColumns.BIN, and(placed, DriftColumns.with(DriftColumns.COLUMN, PLACE), last));
        });
    }

    /** Values in the window by column. */
    Expression samples() {
        return sum(DriftColumns.WINDOW, columns.series(FleetSeries.BIN_INCREASE));
    }

    /** n where it is enough. */
    Expression enoughSamples() {
        return atLeast(columns.series(FleetSeries.of(MetricFamilies.DRIFT_WINDOW_SAMPLES)), minimumSamples);
    }

    /** m, once for each window that has enough. */
    Expression referenceSamples() {
        Expression m = above(sum(DriftColumns.COLUMN, columns.series(FleetSeries.REFERENCE)), 0);
        return plus(times(number(0), columns.series(FleetSeries.WINDOW_SAMPLES)), m, DriftColumns.COLUMN);
    }

    /** min(n, m)/(n + m). */
    Expression smallerShare() {
        Expression n = columns.series(FleetSeries.WINDOW_SAMPLES);
        Expression m = columns.series(FleetSeries.REFERENCE_SAMPLES);
        return over(minus(n, call("clamp_min", minus(n, m), number(0))), Vectors.plus(n, m));
    }

    /** The bins that stay as they are. */
    Expression kept() {
        Expression expected =
                each(both(), Operator.TIMES, DriftColumns.WINDOW, columns.series(FleetSeries.SMALLER_SHARE));
        Expression enough = atLeast(expected, ENOUGH);
        return columns.hasCategorical()
                ? unless(enough, DriftColumns.BIN, columns.series(FleetSeries.OTHER_BIN))
                : enough;
    }

    /** The bin that the pool joins: of equally small ones the one with more of the reference. */
    Expression smallest() {
        Expression kept = columns.series(FleetSeries.KEPT_BIN);
        Expression least = each(kept, Operator.EQUAL, DriftColumns.WINDOW, Aggregation.min(DriftColumns.WINDOW, kept));
        Expression one = new Aggregation(
                "topk",
                DriftColumns.WINDOW,
                Optional.of(number(1)),
                and(columns.series(FleetSeries.REFERENCE_IN_WINDOW), DriftColumns.BIN_AND_WINDOW, least));
        Expression expectedInPool =
                times(sum(DriftColumns.WINDOW, notKept(both())), columns.series(FleetSeries.SMALLER_SHARE));
        return and(one, DriftColumns.WINDOW, BinaryOperation.of(expectedInPool, Operator.LESS, number(ENOUGH)));
    }

    /** k where there is something to compare. */
    Expression pooledBins() {
        return above(count(DriftColumns.WINDOW, columns.series(FleetSeries.POOLED_WINDOW)), 1);
    }

    /** The window's samples by pooled bin. */
    Expression pooledWindow() {
        return pooled(columns.series(FleetSeries.BIN_INCREASE));
    }

    /** The reference's samples by pooled bin. */
    Expression pooledReference() {
        return pooled(columns.series(FleetSeries.REFERENCE_IN_WINDOW));
    }

    private Expression pooled(Expression sample) {
        Expression smallest = columns.series(FleetSeries.SMALLEST_BIN);
        Expression kept = and(sample, DriftColumns.BIN_AND_WINDOW, columns.series(FleetSeries.KEPT_BIN));
        Expression pool = sum(
                DriftColumns.WINDOW,
                and(notKept(sample), DriftColumns.WINDOW, columns.series(FleetSeries.SMALLER_SHARE)));
        Expression joining = BinaryOperation.of(
                pool,
                Operator.PLUS,
                Matching.on(DriftColumns.WINDOW).carrying(LabelNames.BIN),
                times(number(0), smallest));
        Expression joined = BinaryOperation.of(kept, Operator.PLUS, Matching.on(DriftColumns.BIN_AND_WINDOW), joining);
        Expression apart = labelled(unless(pool, DriftColumns.WINDOW, smallest), LabelNames.BIN, "pooled");
        return or(or(joined, kept), apart);
    }

    private Expression notKept(Expression sample) {
        return unless(sample, DriftColumns.BIN_AND_WINDOW, columns.series(FleetSeries.KEPT_BIN));
    }

    /** x + y of every bin. */
    Expression both() {
        return Vectors.plus(columns.series(FleetSeries.BIN_INCREASE), columns.series(FleetSeries.REFERENCE_IN_WINDOW));
    }

    /** y of every bin, once for each window. */
    Expression referenceInWindow() {
        return plus(
                times(number(0), columns.series(FleetSeries.BIN_INCREASE)),
                columns.series(FleetSeries.REFERENCE),
                DriftColumns.BIN);
    }

    private static Expression plus(Expression many, Expression one, List<String> on) {
        return each(many, Operator.PLUS, on, one);
    }
}
