package io.watchbill.examples.flightdelay;

import static io.watchbill.examples.flightdelay.Samples.flight;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BugTest {

    @ParameterizedTest
    @EnumSource(Bug.class)
    void nothingIsWrongBeforeMarch(Bug bug) {
        Flight last = flight(1, "2001-02-28T23:59:00Z", 0, 1_000, "ATL");

        assertThat(bug.received(last)).isEqualTo(new Features(1_000, 23, "ATL"));
    }

    @ParameterizedTest
    @CsvSource({"NONE, 1000, 21", "UNIT, 1609, 21", "HOURS, 1000, 2"})
    void fromMarchOnOneFeatureIsWrong(Bug bug, long distance, int departureHour) {
        Flight flight = flight(1, "2001-03-01T21:00:00Z", 0, 1_000, "ATL");

        assertThat(bug.received(flight)).isEqualTo(new Features(distance, departureHour, "ATL"));
    }

    @Test
    void theFirstInstantOfMarchIsWrongAlready() {
        Flight first = flight(1, "2001-03-01T00:00:00Z", 0, 100, "ATL");

        assertThat(Bug.UNIT.received(first).distance()).isEqualTo(161);
    }
}
