package io.watchbill.examples.flightdelay;

import static io.watchbill.examples.flightdelay.Samples.FLIGHTS;
import static io.watchbill.examples.flightdelay.Samples.JANUARY;
import static io.watchbill.examples.flightdelay.Samples.flight;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayModelTest {

    @Test
    void aCellWithoutFlightsHasItsHoursShareAndAnHourWithoutFlightsTheShareOfAll() {
        DelayModel model = DelayModel.learn(fitted(10, 4));

        // All flights leave ATL at 7: 4 of 10 late, so the hour is (4 + 20 × 0.4) / 30.
        assertThat(model.score("JFK", 7)).isEqualTo(0.4);
        assertThat(model.score("ATL", 23)).isEqualTo(0.4);
    }

    @Test
    void aCellIsDrawnToItsHourByTwentyFlights() {
        List<Flight> flights = new ArrayList<>(fitted(20, 20));
        for (Flight flight : fitted(20, 0)) {
            flights.add(new Flight(flight.row(), flight.departure(), 0, 500, "JFK"));
        }
        DelayModel model = DelayModel.learn(flights);

        // The hour's share is a half; ATL was late 20 times of 20, JFK never: (20 + 10) / 40 and (0 + 10) / 40.
        assertThat(model.score("ATL", 7)).isEqualTo(0.75);
        assertThat(model.score("JFK", 7)).isEqualTo(0.25);
    }

    @Test
    void heldOutFlightsTeachNothing() {
        List<Flight> flights = new ArrayList<>(fitted(10, 4));
        for (long row = 0; row < 1_000; row++) {
            Flight heldOut = flight(row, "2001-01-05T07:00:00Z", 60, 500, "ATL");
            if (!heldOut.fitted()) {
                flights.add(heldOut);
            }
        }

        assertThat(DelayModel.learn(flights).score("ATL", 7)).isEqualTo(0.4);
    }

    @Test
    void aModelWithoutFlightsExpectsNoneToBeLate() {
        assertThat(DelayModel.learn(List.of()).score("ATL", 7)).isZero();
    }

    @Test
    void sqlAndJavaSayTheSameOfEveryHeldOutFlight() throws Exception {
        try (Flights flights = Flights.open(FLIGHTS);
                var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT id, distance, departure_hour, origin, prediction, score,"
                                + " confidence, outcome, fitted FROM '" + JANUARY + "'")) {
            List<Flight> january = Samples.january(flights);
            DelayModel model = DelayModel.learn(january);
            for (Flight flight : january) {
                if (flight.fitted()) {
                    continue;
                }
                double score = model.score(flight.origin(), flight.departureHour());
                assertThat(rows.next()).isTrue();
                assertThat(List.of(
                                rows.getString(1),
                                rows.getInt(2),
                                rows.getInt(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getDouble(6),
                                rows.getDouble(7),
                                rows.getString(8),
                                rows.getBoolean(9)))
                        .isEqualTo(List.of(
                                flight.id(),
                                flight.distanceMiles(),
                                flight.departureHour(),
                                flight.origin(),
                                Observations.predicted(score),
                                score,
                                Observations.confidence(score),
                                Observations.outcome(flight),
                                false));
            }
            assertThat(rows.next()).isFalse();
        }
    }

    /** Flights of the half that is fitted, from ATL at 7, the first {@code late} of them late. */
    private static List<Flight> fitted(int number, int late) {
        List<Flight> flights = new ArrayList<>();
        for (long row = 0; flights.size() < number; row++) {
            Flight flight = flight(row, "2001-01-05T07:30:00Z", flights.size() < late ? 16 : 15, 500, "ATL");
            if (flight.fitted()) {
                flights.add(flight);
            }
        }
        return flights;
    }
}
