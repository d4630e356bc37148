package io.watchbill.plan;

import io.watchbill.plan.promql.AtEnd;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Subquery;
import io.watchbill.spec.NoTraffic;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is recorded for one objective, in the order of evaluation.
 *
 * <p>Windows up to an hour are counted on the counters themselves, so that an alert does not wait. Longer ones add up counts of
 * stretches that do not overlap, of five minutes or of an hour: the sums weigh by traffic, and cost a hundredth of reading the
 * counters. Planned work that is taken out of the objective hides good and bad events of every base window that it touches;
 * all other windows are then added up from these.
 */
final class ObjectiveRecordings {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST_MONTH = Duration.ofDays(31);

    private final ServiceLevelObjective objective;
    private final ObjectiveSeries series;
    private final List<ServiceLevelIndicator> indicators;
    private final Optional<Selector> maintenance;
    private final String group;
    private final Duration base;
    private final NavigableSet<Duration> longWindows = new TreeSet<>();
    private final NavigableSet<Duration> windows = new TreeSet<>();
    private final List<RecordedSeries> recorded = new ArrayList<>();

    /**
     * @param maintenance 1 while planned work hides events, if any does
     */
    ObjectiveRecordings(
            ServiceLevelObjective objective,
            ObjectiveSeries series,
            List<ServiceLevelIndicator> indicators,
            Collection<BurnTier> tiers,
            Optional<Selector> maintenance,
            Target target,
            String group) {
        this.objective = objective;
        this.series = series;
        this.indicators = indicators;
        this.maintenance = maintenance;
        this.group = group;
        this.base = target.countedStretch();
        for (BurnTier tier : tiers) {
            longWindows.add(tier.window());
            windows.add(tier.window());
            windows.add(tier.recent());
        }
    }

    /**
     * All recordings.
     *
     * @param slices of a share of time, whether each is bad: 0 or 1
     */
    List<RecordedSeries> plan(Optional<Expression> slices) {
        add(ObjectiveSeries.OBJECTIVE, Call.of("vector", new Literal(objective.objective())));
        slices.ifPresent(bad -> add(ObjectiveSeries.BAD_SLICES, bad));
        counted();
        for (Duration window : windows) {
            // An hour is recorded already, for the windows that are added up from hours.
            if (!isRead(window) && longWindows.contains(window) && !window.equals(HOUR)) {
                add(ObjectiveSeries.bad(window), summed(window).bad());
            }
            add(ObjectiveSeries.burn(window), burnRate(counts(window)));
        }
        add(
                ObjectiveSeries.burn(objective.period()),
                objective.period().calendarMonth()
                        ? monthlyBurnRate()
                        : burnRate(summed(objective.period().length())));
        add(
                ObjectiveSeries.REMAINING,
                BinaryOperation.of(number(1), Operator.MINUS, series.burnRate(objective.period())));
        return List.copyOf(recorded);
    }

    /** How many events were bad, and how many there were. */
    private record Counts(Expression bad, Expression total) {}

    /** Counts of the windows that are read from counters, and of the hour that longer ones are added up from. */
    private void counted() {
        NavigableSet<Duration> read = new TreeSet<>(windows);
        read.add(base);
        read.add(HOUR);
        for (Duration window : read) {
            if (isRead(window)) {
                for (ServiceLevelIndicator indicator : indicators) {
                    add(
                            ObjectiveSeries.total(window),
                            masked(indicator.total().apply(window), window),
                            indicator.source());
                    add(ObjectiveSeries.bad(window), masked(bad(indicator, window), window), indicator.source());
                }
            }
        }
        if (!isRead(HOUR)) {
            add(ObjectiveSeries.total(HOUR), summed(HOUR).total());
            add(ObjectiveSeries.bad(HOUR), summed(HOUR).bad());
        }
    }

    /** Whether a window is counted on the counters, rather than added up. */
    private boolean isRead(Duration window) {
        return window.compareTo(maintenance.isPresent() ? base : HOUR) <= 0;
    }

    /** Bad events of a window whose total is recorded. */
    private Expression bad(ServiceLevelIndicator indicator, Duration window) {
        Matching same = Matching.on(ConditionPlanner.withCluster(indicator.identityLabels()));
        Expression all = series.totalEvents(window, indicator.source());
        Expression part = indicator.part().apply(window);
        Expression none = BinaryOperation.of(number(0), Operator.TIMES, all);
        Expression partOrNone = BinaryOperation.of(part, Operator.OR, same, none);
        return switch (indicator.kind()) {
            case BAD -> partOrNone;
            case GOOD -> BinaryOperation.of(all, Operator.MINUS, same, partOrNone);
            case IN_BUCKET -> BinaryOperation.of(all, Operator.MINUS, same, part);
            case GOOD_SHARE ->
                BinaryOperation.of(
                        BinaryOperation.of(
                                BinaryOperation.of(all, Operator.GREATER, number(0)),
                                Operator.TIMES,
                                same,
                                BinaryOperation.of(number(1), Operator.MINUS, part)),
                        Operator.OR,
                        same,
                        none);
        };
    }

    /** The counts without those of planned work that the window reaches into. */
    private Expression masked(Expression counts, Duration window) {
        return maintenance
                .<Expression>map(active -> BinaryOperation.of(
                        counts, Operator.UNLESS, Matching.on(List.of()), MaintenanceSeries.within(active, window)))
                .orElse(counts);
    }

    private Counts counts(Duration window) {
        boolean read = isRead(window);
        return new Counts(
                read || longWindows.contains(window)
                        ? series.badEvents(window)
                        : summed(window).bad(),
                read ? series.totalEvents(window) : summed(window).total());
    }

    private Counts summed(Duration window) {
        Duration step = window.compareTo(DAY) <= 0 ? base : HOUR;
        return new Counts(
                Call.of("sum_over_time", Subquery.ofWholeSteps(series.badEvents(step), window, step)),
                Call.of("sum_over_time", Subquery.ofWholeSteps(series.totalEvents(step), window, step)));
    }

    /** Since the first of the month, in UTC; before anything is counted of it, what has traffic has lost nothing. */
    private Expression monthlyBurnRate() {
        Expression traffic = BinaryOperation.of(series.totalEvents(base), Operator.GREATER, number(0));
        return BinaryOperation.of(
                burnRate(new Counts(ofThisMonth(series::badEvents), ofThisMonth(series::totalEvents))),
                Operator.OR,
                BinaryOperation.of(number(0), Operator.TIMES, traffic));
    }

    /** Of the hours that ended in the month of the evaluation; before the first of them has, of the stretches that did. */
    private Expression ofThisMonth(Function<Duration, Selector> counts) {
        return BinaryOperation.of(
                ofThisMonth(counts.apply(HOUR), LONGEST_MONTH, HOUR),
                Operator.OR,
                ofThisMonth(counts.apply(base), HOUR, base));
    }

    private Expression ofThisMonth(Selector counts, Duration range, Duration step) {
        Expression lastSecond = Call.of("vector", BinaryOperation.of(Call.of("time"), Operator.MINUS, number(1)));
        Expression today = Call.of("timestamp", new AtEnd(series.promised()));
        Expression thisMonth = BinaryOperation.of(
                Call.of("month", lastSecond), Operator.EQUAL, Matching.on(List.of()), Call.of("month", today));
        Expression kept = BinaryOperation.of(counts, Operator.AND, Matching.on(List.of()), thisMonth);
        return Call.of("sum_over_time", new Subquery(kept, range, step));
    }

    private Expression burnRate(Counts counts) {
        Expression traffic = BinaryOperation.of(counts.total(), Operator.GREATER, number(0));
        Expression share = BinaryOperation.of(counts.bad(), Operator.DIVIDED_BY, traffic);
        Expression rate = BinaryOperation.of(share, Operator.DIVIDED_BY, new Literal(objective.budget()));
        if (objective.onNoTraffic() == NoTraffic.UNKNOWN) {
            return rate;
        }
        Expression idle = BinaryOperation.of(counts.total(), Operator.EQUAL, number(0));
        Expression lost = BinaryOperation.of(
                BinaryOperation.of(idle, Operator.PLUS, number(1)),
                Operator.DIVIDED_BY,
                new Literal(objective.budget()));
        return BinaryOperation.of(rate, Operator.OR, objective.onNoTraffic() == NoTraffic.GOOD ? idle : lost);
    }

    private void add(String name, Expression expression) {
        add(name, expression, Optional.empty());
    }

    private void add(String name, Expression expression, Optional<String> source) {
        Map<String, String> labels = new LinkedHashMap<>(series.labels());
        source.ifPresent(value -> labels.put(LabelNames.SOURCE, value));
        recorded.add(new RecordedSeries(name, expression, labels, group));
    }

    private static Literal number(long value) {
        return new Literal(BigDecimal.valueOf(value));
    }
}
