package io.watchbill.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.cli.Failure;
import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.examples.flightdelay.DelayModel;
import io.watchbill.examples.flightdelay.Flights;
import io.watchbill.examples.flightdelay.Observation;
import io.watchbill.examples.flightdelay.Observations;
import io.watchbill.examples.flightdelay.Replay;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Production: the flights from February on, posted to the exporter three hours at a time. */
final class Replayer implements AutoCloseable {

    /** Production time in one step. */
    static final Duration STEP = Duration.ofHours(3);

    private static final long SEED = 2001;

    private final JsonHttp http;
    private final URI observations;
    private final Flights flights;
    private final Replay replay;
    private Instant production;
    private Instant newest;

    private Replayer(JsonHttp http, URI observations, Flights flights, Replay replay, Instant from) {
        this.http = http;
        this.observations = observations;
        this.flights = flights;
        this.replay = replay;
        this.production = from;
        this.newest = from;
    }

    /** Learns the model from January and stands where production begins. */
    static Replayer open(JsonHttp http, URI observations, Path flightsFile, Bug bug, Instant from) {
        try {
            Flights flights = Flights.open(flightsFile);
            DelayModel model = DelayModel.learn(flights.between(Flights.JANUARY, Flights.FEBRUARY));
            Replay replay = new Replay(flights, new Observations(model, bug, SEED), from, STEP);
            return new Replayer(http, observations, flights, replay, from);
        } catch (SQLException | NoSuchFileException e) {
            throw new Failure("cannot read the flights in " + flightsFile + ": " + e.getMessage(), e);
        }
    }

    /**
     * Posts the next three hours.
     *
     * @return the time of the newest prediction that was posted in this step or before it
     * @throws Failure if the exporter refuses even one line
     */
    Instant post() {
        Replay.Step step;
        try {
            step = replay.next();
        } catch (SQLException e) {
            throw new Failure("cannot read the flights: " + e.getMessage(), e);
        }
        production = step.until();
        if (step.observations().isEmpty()) {
            return newest;
        }
        JsonNode answer = http.post(observations.resolve("/v1/observations"), "application/x-ndjson", step.body());
        if (!answer.path("rejected").isEmpty()) {
            throw new Failure("the exporter rejected a line of the replay: "
                    + answer.path("rejected").path(0));
        }
        for (Observation observation : step.observations()) {
            if (observation.kind() == Observation.Kind.PREDICTION
                    && observation.time().isAfter(newest)) {
                newest = observation.time();
            }
        }
        return newest;
    }

    /** The moment of production that has been replayed. */
    Instant production() {
        return production;
    }

    @Override
    public void close() {
        try {
            flights.close();
        } catch (SQLException e) {
            throw new Failure("cannot close the flights: " + e.getMessage(), e);
        }
    }
}
