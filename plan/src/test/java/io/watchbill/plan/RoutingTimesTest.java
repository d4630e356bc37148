package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTimesTest {

    @ParameterizedTest
    @CsvSource({"P1,10s,1m,15m", "P2,30s,4m,1h", "P3,2m,15m,4h", "P4,5m,15m,12h"})
    void everyPriorityHasTimesThatFitItsResponseTime(Priority priority, String wait, String interval, String repeat) {
        assertThat(text(RoutingTimes.of(priority))).isEqualTo(wait + " " + interval + " " + repeat);
    }

    @ParameterizedTest
    @CsvSource({"5m,2s 20s 5m", "30m,20s 2m 30m", "50m,30s 2m 50m", "10d,5m 15m 5d", "1s,1s 1s 1s"})
    void anotherResponseTimeGivesOtherTimes(String response, String times) {
        assertThat(text(within(response))).isEqualTo(times);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "7s", "1m", "11m", "15m", "59m", "1h", "4h", "23h", "6d", "30d"})
    void whatIsRepeatedIsRememberedAndComesByItsDeadlineAtATick(String response) {
        RoutingTimes times = within(response);

        assertThat(times.repeatInterval()).isLessThanOrEqualTo(RoutingTimes.MEMORY);
        assertThat(times.repeatInterval())
                .isLessThanOrEqualTo(Durations.parse(response).orElseThrow());
        assertThat(times.repeatInterval().toMillis() % times.groupInterval().toMillis())
                .isZero();
        assertThat(times.groupWait().plus(times.groupInterval()).multipliedBy(3))
                .as("what waits in Alertmanager leaves most of a third to 'for' and evaluation")
                .isLessThan(Durations.parse(response).orElseThrow().plus(Duration.ofSeconds(6)));
    }

    private static RoutingTimes within(String response) {
        return RoutingTimes.of(new ResponseTime.Within(Durations.parse(response).orElseThrow()));
    }

    private static String text(RoutingTimes times) {
        return Durations.format(times.groupWait()) + " " + Durations.format(times.groupInterval()) + " "
                + Durations.format(times.repeatInterval());
    }
}
