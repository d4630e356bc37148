package io.watchbill.cli;

import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.examples.flightdelay.DelayModel;
import io.watchbill.examples.flightdelay.Flights;
import io.watchbill.examples.flightdelay.Observation;
import io.watchbill.examples.flightdelay.Observations;
import io.watchbill.examples.flightdelay.Replay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The lines that the example's service sends. */
final class FlightLines {
    static final Path EXAMPLE = Path.of("../examples/flight-delay");
    private static final long SEED = 2001;

    private FlightLines() {}

    /** Everything sent from one instant until another, in order of time. */
    static List<Observation> between(Bug bug, Instant from, Instant until) throws Exception {
        List<Observation> lines = new ArrayList<>();
        try (Flights flights = Flights.open(EXAMPLE.resolve("flights.parquet"))) {
            DelayModel model = DelayModel.learn(flights.between(Flights.JANUARY, Flights.FEBRUARY));
            Replay replay = new Replay(flights, new Observations(model, bug, SEED), from, Duration.ofHours(3));
            for (Replay.Step step = replay.next(); !step.until().isAfter(until); step = replay.next()) {
                lines.addAll(step.observations());
            }
        }
        return lines;
    }
}
