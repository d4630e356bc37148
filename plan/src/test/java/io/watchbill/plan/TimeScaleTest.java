package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.plan.promql.DurationRewrite;
import io.watchbill.plan.promql.Expression;
import io.watchbill.spec.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {

    private static final Target FAST = new Target(Duration.ofMillis(100), Duration.ofMillis(100), 1);
    private static final Plan PLAN = Planner.plan(Specifications.example(), FAST);

    @Test
    void everyDurationIsDivided() {
        Plan scaled = TimeScale.apply(PLAN, 60);

        PlannedAlert drift = scaled.alert("FlightDelayDistanceDrift").orElseThrow();
        assertThat(drift.holdFor()).isEqualTo(Duration.ofSeconds(15));
        String before = PLAN.alert("FlightDelayDistanceDrift")
                .orElseThrow()
                .expression()
                .text();
        assertThat(before).contains("[7d:1h]");
        assertThat(drift.expression().text()).isEqualTo(before.replace("[7d:1h]", "[2h48m:1m]"));
        PlannedAlert rejected = scaled.alert("FlightDelayEventsRejected").orElseThrow();
        assertThat(rejected.expression().text())
                .isEqualTo("sum by (result) (rate(watchbill_ingest_events_total{result!=\"accepted\"}[5s])) > 10");
        assertThat(scaled.alert("FlightDelayDown").orElseThrow().expression().text())
                .contains("[1m] offset 5s", "[5s] offset 24m");
        assertThat(scaled.routing(Priority.P2))
                .isEqualTo(new RoutingTimes(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(60)));
        assertThat(scaled.target().timeScale()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 60, 3_600, 36_000, 10_000_000})
    void nothingFallsUnderOneEvaluationOrFourScrapes(int factor) {
        Plan scaled = TimeScale.apply(PLAN, factor);
        for (PlannedAlert alert : scaled.alerts()) {
            Duration before = PLAN.alert(alert.name()).orElseThrow().holdFor();
            assertThat(alert.holdFor()).isGreaterThanOrEqualTo(before.isZero() ? before : Duration.ofMillis(100));
            assertThat(ranges(alert.expression())).allMatch(range -> range.toMillis() >= 400);
        }
        for (Priority priority : Priority.values()) {
            RoutingTimes times = scaled.routing(priority);
            assertThat(times.groupWait()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(times.groupInterval()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
            assertThat(times.repeatInterval()).isGreaterThanOrEqualTo(times.groupInterval());
        }
    }

    /** Put the old times back into a scaled plan, and it is the old plan. */
    @Test
    void nothingElseDiffers() {
        Plan scaled = TimeScale.apply(PLAN, 3_600);
        List<PlannedAlert> restored = new ArrayList<>();
        for (PlannedAlert alert : scaled.alerts()) {
            PlannedAlert original = PLAN.alert(alert.name()).orElseThrow();
            assertThat(timeless(alert.expression())).isEqualTo(timeless(original.expression()));
            restored.add(alert.withTimes(
                    original.expression(), original.compared(), original.holdFor(), original.keepFiringFor()));
        }
        assertThat(scaled.recordings())
                .extracting(RecordedSeries::name, series -> timeless(series.expression()))
                .isEqualTo(PLAN.recordings().stream()
                        .map(series -> tuple(series.name(), timeless(series.expression())))
                        .toList());
        assertThat(new Plan(
                        scaled.specification(),
                        restored,
                        PLAN.recordings(),
                        scaled.objectives(),
                        PLAN.routing(),
                        scaled.links(),
                        PLAN.target()))
                .isEqualTo(PLAN);
    }

    @Test
    void aFactorOfOneChangesNothing() {
        assertThat(TimeScale.apply(PLAN, 1)).isEqualTo(PLAN);
    }

    @Test
    void anAlertThatFiresAtOnceStillDoes() {
        assertThat(TimeScale.apply(PLAN, 7)
                        .alert("FlightDelayWatchdog")
                        .orElseThrow()
                        .holdFor())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void aTimeThatDoesNotDivideIsRoundedUpToTheMillisecond() {
        PlannedAlert drift =
                TimeScale.apply(PLAN, 7).alert("FlightDelayDistanceDrift").orElseThrow();
        assertThat(drift.holdFor()).isEqualTo(Duration.ofMillis(128_572)); // 900 s / 7 = 128.5714… s
    }

    @Test
    void scalesOfScalesMultiply() {
        Plan twice = TimeScale.apply(TimeScale.apply(PLAN, 2), 30);
        assertThat(twice.target()).isEqualTo(TimeScale.apply(PLAN, 60).target());
        assertThatThrownBy(() -> TimeScale.apply(twice, Integer.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void anAlertIsKeptFiringForAShareOfItsTime() {
        Plan slow = Planner.plan(Specifications.example(), FAST.withPrometheus(new PrometheusVersion(3, 5)));
        Plan scaled = TimeScale.apply(slow, 60);
        List<PlannedAlert> kept = slow.alerts().stream()
                .filter(alert -> alert.keepFiringFor().isPresent())
                .toList();
        assertThat(kept)
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(
                                scaled.alert(alert.name()).orElseThrow().keepFiringFor())
                        .contains(alert.keepFiringFor().orElseThrow().dividedBy(60)));
    }

    @Test
    void aTimeThatWasShorterThanTheFloorIsNotMadeLonger() {
        Plan slow = Planner.plan(Specifications.example(), Target.DEFAULT);
        Plan scaled = TimeScale.apply(slow, 1_000);
        assertThat(scaled.routing(Priority.P1).groupWait()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void promtoolAcceptsTheScaledRules() {
        assertThat(Promtool.check(TimeScale.apply(PLAN, 36_000))).contains("SUCCESS");
    }

    private static List<Duration> ranges(Expression expression) {
        List<Duration> ranges = new ArrayList<>();
        expression.withDurations(new Rewrite(ranges));
        return ranges;
    }

    private static String timeless(Expression expression) {
        return expression.withDurations(new Rewrite(new ArrayList<>())).text();
    }

    /** Sees every range and makes every duration the same. */
    private record Rewrite(List<Duration> seen) implements DurationRewrite {
        @Override
        public Duration range(Duration range) {
            seen.add(range);
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration step(Duration step) {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration offset(Duration offset) {
            return Duration.ofSeconds(1);
        }
    }
}
