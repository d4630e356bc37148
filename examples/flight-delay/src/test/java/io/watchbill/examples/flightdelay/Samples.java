package io.watchbill.examples.flightdelay;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The committed data, and flights made up for a test. */
final class Samples {

    static final Path FLIGHTS = Path.of("flights.parquet");
    static final Path JANUARY = Path.of("january.parquet");

    private Samples() {}

    static Flight flight(long row, String departure, int delayMinutes, int distanceMiles, String origin) {
        return new Flight(row, Instant.parse(departure), delayMinutes, distanceMiles, origin);
    }

    static List<Flight> january(Flights flights) throws SQLException {
        return flights.between(Flights.JANUARY, Flights.FEBRUARY);
    }
}
