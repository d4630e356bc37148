package io.watchbill.cli;

import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.examples.flightdelay.DelayModel;
import io.watchbill.examples.flightdelay.Flight;
import io.watchbill.examples.flightdelay.Flights;
import io.watchbill.examples.flightdelay.Observation;
import io.watchbill.examples.flightdelay.Observations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Flights of the example over nine days, and the example's specification made to fit few of them. */
final class FlightEvents {

    static final Path EXAMPLE = Path.of("..").toAbsolutePath().normalize().resolve("examples/flight-delay");

    private static final Instant UNTIL = Instant.parse("2001-02-10T00:00:00Z");

    private static final Pattern MILES = Pattern.compile("(?<=\"distance\":)[0-9]+");

    private FlightEvents() {}

    /**
     * The example's specification, with verdicts on a hundred flights of a window, and windows of performance that wait for all
     * outcomes: at night, when few flights leave, less than the 95 % of the objective are known after the example's delay.
     */
    static Path specification(Path folder) throws IOException {
        return Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                extends: [%s]
                metadata: {name: flight-delay}
                models:
                  flight_delay:
                    drift: {minimumSamples: 100}
                    performance: {labelDelay: 12h}
                    references: {default: %s}
                """.formatted(
                        EXAMPLE.resolve("ops.yaml"), EXAMPLE.resolve("flight-delay.profile.json")));
    }

    /** So many flights, spread evenly over the first nine days of February, in order of time. */
    static List<Observation> healthy(int count) throws Exception {
        try (Flights flights = Flights.open(EXAMPLE.resolve("flights.parquet"))) {
            DelayModel model = DelayModel.learn(flights.between(Flights.JANUARY, Flights.FEBRUARY));
            Observations service = new Observations(model, Bug.NONE, 2001);
            List<Flight> all = flights.between(Flights.FEBRUARY, UNTIL);
            List<Observation> observations = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                observations.addAll(service.of(all.get((int) ((long) i * all.size() / count))));
            }
            observations.sort(Comparator.comparing(Observation::time));
            return observations;
        }
    }

    /** The same flights with distances in metres instead of miles. */
    static List<Observation> inMetres(List<Observation> observations) {
        return observations.stream()
                .map(line -> new Observation(
                        line.time(),
                        line.kind(),
                        MILES.matcher(line.json())
                                .replaceAll(miles -> Integer.toString(Integer.parseInt(miles.group()) * 1609))))
                .toList();
    }

    /** The same without the first labels: those outcomes are never known. */
    static List<Observation> withoutFirstLabels(List<Observation> observations, int count) {
        List<Observation> labels = observations.stream()
                .filter(line -> line.kind() == Observation.Kind.LABEL)
                .limit(count)
                .toList();
        return observations.stream().filter(line -> !labels.contains(line)).toList();
    }

    /** Predictions whose features are missing, invalid, unseen and undeclared, as the last of them all. */
    static List<Observation> spoiled() {
        return List.of(
                last("2001-01", "\"departure_hour\":7,\"origin\":\"JFK\""), // no distance: missing
                last("2001-01", "\"distance\":\"far\",\"departure_hour\":7,\"origin\":\"JFK\""), // invalid
                last("2001-01", "\"distance\":2475,\"departure_hour\":7,\"origin\":\"ZZZ\""), // unseen
                last("2001-01", "\"distance\":2475,\"departure_hour\":7,\"origin\":\"JFK\",\"gate\":3")); // undeclared
    }

    /** A prediction of a version, as the last of them all. */
    static List<Observation> ofVersion(String version) {
        return List.of(last(version, "\"distance\":2475,\"departure_hour\":7,\"origin\":\"JFK\""));
    }

    /** Requests that failed, as the last of them all. */
    static List<Observation> failed() {
        return List.of(last("2001-01", "", "\"outcome\":\"error\""));
    }

    private static Observation last(String version, String features) {
        return last(version, features, "\"prediction\":\"on_time\",\"score\":0.18");
    }

    private static Observation last(String version, String features, String answer) {
        Instant time = UNTIL.minusSeconds(1);
        return new Observation(
                time,
                Observation.Kind.PREDICTION,
                "{\"kind\":\"prediction\",\"model\":\"flight_delay\",\"version\":\"" + version + "\",\"time\":\"" + time
                        + "\",\"features\":{" + features + "}," + answer + "}");
    }
}
