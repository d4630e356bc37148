package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.above;
import static io.watchbill.plan.fleet.Vectors.and;
import static io.watchbill.plan.fleet.Vectors.call;
import static io.watchbill.plan.fleet.Vectors.count;
import static io.watchbill.plan.fleet.Vectors.each;
import static io.watchbill.plan.fleet.Vectors.minus;
import static io.watchbill.plan.fleet.Vectors.number;
import static io.watchbill.plan.fleet.Vectors.or;
import static io.watchbill.plan.fleet.Vectors.over;
import static io.watchbill.plan.fleet.Vectors.plus;
import static io.watchbill.plan.fleet.Vectors.squared;
import static io.watchbill.plan.fleet.Vectors.sum;
import static io.watchbill.plan.fleet.Vectors.times;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Operator;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.condition.Matcher;
import java.util.Optional;

/**
 * The exporter's scores as PromQL over the pooled bins of {@link DriftVectors}: x of n and y of m samples in k bins, shares p
 * and q. Where k is under 2 there is none.
 */
final class DriftFormulas {

    /** Coarse bins are at most ten, so there are at most so many edges between them. */
    static final int EDGES = 9;

    private static final String TWICE_LN_2 = "1.3862943611198906";

    private final DriftColumns columns;
    private final DriftVectors vectors;
    private final Expression x;
    private final Expression y;
    private final Expression n;
    private final Expression m;
    private final Expression k;
    private final Expression p;
    private final Expression q;

    DriftFormulas(DriftColumns columns, DriftVectors vectors) {
        this.columns = columns;
        this.vectors = vectors;
        this.x = columns.series(FleetSeries.POOLED_WINDOW);
        this.y = columns.series(FleetSeries.POOLED_REFERENCE);
        this.n = columns.series(FleetSeries.WINDOW_SAMPLES);
        this.m = columns.series(FleetSeries.REFERENCE_SAMPLES);
        this.k = columns.series(FleetSeries.POOLED_BINS);
        this.p = share(x, n);
        this.q = share(y, m);
    }

    /** Σ(p − q) ln(p/q) with half a count added to every bin. */
    Expression psi() {
        Expression smoothP = share(plus(x, number("0.5")), plus(n, times(number("0.5"), k)));
        Expression smoothQ = share(plus(y, number("0.5")), plus(m, times(number("0.5"), k)));
        Expression terms = times(minus(smoothP, smoothQ), call("ln", over(smoothP, smoothQ)));
        return comparable(call("clamp_min", sum(DriftColumns.WINDOW, terms), number(0)));
    }

    /** (k − 1)(1/n + 1/m). */
    Expression psiNoiseFloor() {
        return times(minus(k, number(1)), plus(over(number(1), n), over(number(1), m)));
    }

    /** nm Σ(p − q)²/(x + y). */
    Expression chiSquare() {
        Expression terms = over(squared(minus(p, q)), plus(x, y));
        return comparable(times(times(sum(DriftColumns.WINDOW, terms), n), m));
    }

    /** √(½ Σ(p − q)²/(p + q)). */
    Expression v() {
        Expression terms = over(squared(minus(p, q)), plus(p, q));
        Expression root = call("sqrt", over(sum(DriftColumns.WINDOW, terms), number(2)));
        return comparable(call("clamp_max", root, number(1)));
    }

    /** The root of ½ Σ(p ld 2p/(p + q) + q ld 2q/(p + q)); a bin without a share adds nothing. */
    Expression jensenShannon() {
        Expression divergence = over(plus(divergence(p), divergence(q)), number(TWICE_LN_2));
        return comparable(call("sqrt", call("clamp_max", call("clamp_min", divergence, number(0)), number(1))));
    }

    private Expression divergence(Expression share) {
        Expression ratio = over(times(number(2), share), plus(p, q));
        return sum(DriftColumns.WINDOW, times(above(share, 0), call("ln", ratio)));
    }

    /**
     * An upper bound of the p-value: with X of ν = k − 1 degrees beyond ν, P(χ² ≥ X) is at most e^((ν − X + ν ln(X/ν))/2). H.
     * Chernoff (1952), "A measure of asymptotic efficiency for tests of a hypothesis based on the sum of observations".
     */
    Expression chiSquarePValue() {
        Expression statistic = of(MetricFamilies.DRIFT_CHI_SQUARE_STATISTIC);
        Expression nu = minus(k, number(1));
        Expression beyond = plus(nu, call("clamp_min", minus(statistic, nu), number(0)));
        Expression exponent = plus(minus(nu, beyond), times(nu, call("ln", over(beyond, nu))));
        return exponential(over(exponent, number(2)));
    }

    /** p − q of every coarse bin of a numeric column, where both samples together have values in two of them. */
    Optional<Expression> shareDifference() {
        return columns.numeric(FleetSeries.BIN_INCREASE).map(window -> {
            Expression inWindow = each(window, Operator.DIVIDED_BY, DriftColumns.WINDOW, n);
            Expression inReference =
                    each(columns.series(FleetSeries.REFERENCE_IN_WINDOW), Operator.DIVIDED_BY, DriftColumns.WINDOW, m);
            Expression occupied = count(DriftColumns.WINDOW, above(vectors.both(), 0));
            return and(minus(inWindow, inReference), DriftColumns.WINDOW, above(occupied, 1));
        });
    }

    /** How far the two distribution functions are apart behind so many bins. */
    Expression edgeDistance(int bins) {
        LabelMatcher below = new LabelMatcher(
                LabelNames.BIN, Matcher.Operator.MATCHES, "0?" + (bins == 1 ? "1" : "[1-" + bins + "]") + " .*");
        return call("abs", sum(DriftColumns.WINDOW, columns.series(FleetSeries.SHARE_DIFFERENCE, below)));
    }

    /** D over the edges between coarse bins. */
    Expression ksStatistic() {
        return Aggregation.max(DriftColumns.WINDOW, columns.series(FleetSeries.EDGE_DISTANCE));
    }

    /** An upper bound of the p-value: 2e^(−2λ²), λ² = D²nm/(n + m), the first term of Kolmogorov's series. */
    Expression ksPValue() {
        Expression distance = of(MetricFamilies.DRIFT_KS_STATISTIC);
        Expression together = over(times(n, m), plus(n, m));
        Expression exponent = times(times(number(-2), squared(distance)), together);
        return call("clamp_max", times(number(2), exponential(exponent)), number(1));
    }

    /** The p-value of KS or, for categorical columns, of chi-square, times the number of columns. C. Bonferroni (1936). */
    Expression adjustedPValue() {
        Expression ks = of(MetricFamilies.DRIFT_KS_P_VALUE);
        Expression own = columns.categorical(FleetSeries.of(MetricFamilies.DRIFT_CHI_SQUARE_P_VALUE))
                .map(categorical -> or(ks, categorical))
                .orElse(ks);
        Expression adjusted =
                each(own, Operator.TIMES, DriftColumns.VERSION_AND_WINDOW, count(DriftColumns.VERSION_AND_WINDOW, own));
        return call("clamp_max", adjusted, number(1));
    }

    /** e to that power, never so small that it would be 0. */
    private static Expression exponential(Expression exponent) {
        return call("exp", call("clamp_min", exponent, number(-700)));
    }

    private Expression of(MetricFamily family) {
        return columns.series(FleetSeries.of(family));
    }

    private Expression comparable(Expression score) {
        return and(score, DriftColumns.WINDOW, k);
    }

    private static Expression share(Expression counts, Expression all) {
        return each(counts, Operator.DIVIDED_BY, DriftColumns.WINDOW, all);
    }
}
