package io.watchbill.examples.flightdelay;

import static io.watchbill.examples.flightdelay.Samples.FLIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightsTest {

    @Test
    void aRangeHoldsItsFirstInstantAndNotItsLast() throws Exception {
        try (Flights flights = Flights.open(FLIGHTS)) {
            List<Flight> minute = flights.between(at("2001-02-01T07:00:00Z"), at("2001-02-01T07:01:00Z"));

            assertThat(minute).isNotEmpty();
            assertThat(minute)
                    .allSatisfy(flight -> assertThat(flight.departure()).isEqualTo("2001-02-01T07:00:00Z"));
        }
    }

    @Test
    void stepsOfThreeHoursGiveEveryFlightOfADayOnceInOrder() throws Exception {
        try (Flights flights = Flights.open(FLIGHTS)) {
            Instant day = at("2001-02-25T00:00:00Z");
            List<Flight> whole = flights.between(day, day.plusSeconds(86_400));
            List<Flight> steps = new ArrayList<>();
            for (int hour = 0; hour < 24; hour += 3) {
                steps.addAll(flights.between(day.plusSeconds(hour * 3_600L), day.plusSeconds((hour + 3) * 3_600L)));
            }

            assertThat(steps).isEqualTo(whole).hasSize(5_173);
            assertThat(steps).isSortedAccordingTo(Comparator.comparing(Flight::departure));
        }
    }

    @Test
    void aFlightCarriesItsRowAndItsColumns() throws Exception {
        try (Flights flights = Flights.open(FLIGHTS)) {
            assertThat(flights.between(at("2001-01-01T00:00:00Z"), at("2001-01-01T00:02:00Z")))
                    .startsWith(Samples.flight(0, "2001-01-01T00:01:00Z", 33, 2_176, "LAS"));
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Flights.open(Path.of("nowhere/flights.parquet")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("nowhere/flights.parquet");
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
