package io.watchbill.examples.flightdelay;

import static io.watchbill.examples.flightdelay.Samples.FLIGHTS;
import static io.watchbill.examples.flightdelay.Samples.flight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.examples.flightdelay.Observation.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static final long SEED = 1;
    private static final DelayModel NEVER = DelayModel.learn(List.of());

    @Test
    void aFlightIsAPredictionOnDepartureAndALabelOnArrival() {
        Flight flight = flight(3, "2001-02-01T07:05:00Z", 16, 2_475, "JFK");

        assertThat(new Observations(NEVER, Bug.NONE, SEED).of(flight))
                .extracting(Observation::time, Observation::json)
                .containsExactly(
                        tuple(
                                Instant.parse("2001-02-01T07:05:00Z"),
                                "{\"kind\":\"prediction\",\"model\":\"flight_delay\",\"version\":\"2001-01\","
                                        + "\"id\":\"flight-3\",\"time\":\"2001-02-01T07:05:00Z\",\"features\":"
                                        + "{\"distance\":2475,\"departure_hour\":7,\"origin\":\"JFK\"},"
                                        + "\"prediction\":\"on_time\",\"score\":0.0,\"confidence\":1.0,"
                                        + "\"latencyMs\":11.2,\"outcome\":\"ok\",\"arm\":\"champion\"}"),
                        tuple(
                                Instant.parse("2001-02-01T13:05:00Z"),
                                "{\"kind\":\"label\",\"model\":\"flight_delay\",\"version\":\"2001-01\","
                                        + "\"id\":\"flight-3\",\"time\":\"2001-02-01T13:05:00Z\","
                                        + "\"label\":\"delayed\"}"));
    }

    @Test
    void theSameSeedGivesTheSameLinesAndAnotherOthers() {
        Flight flight = flight(3, "2001-02-01T07:05:00Z", 16, 2_475, "JFK");

        assertThat(new Observations(NEVER, Bug.NONE, 5).of(flight))
                .isEqualTo(new Observations(NEVER, Bug.NONE, 5).of(flight))
                .isNotEqualTo(new Observations(NEVER, Bug.NONE, 6).of(flight));
    }

    @Test
    void theFaultChangesTheFeaturesButNotWhenTheFlightArrives() {
        Flight flight = flight(3, "2001-03-01T07:05:00Z", 0, 1_000, "JFK");

        List<Observation> sound = new Observations(NEVER, Bug.NONE, SEED).of(flight);
        List<Observation> faulty = new Observations(NEVER, Bug.UNIT, SEED).of(flight);

        assertThat(faulty.get(0).json())
                .isEqualTo(sound.get(0).json().replace("\"distance\":1000", "\"distance\":1609"));
        assertThat(faulty.subList(1, faulty.size())).isEqualTo(sound.subList(1, sound.size()));
    }

    @Test
    void theSimulatedRatesOfFebruaryAreTheStatedOnes() throws Exception {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        int failed = 0;
        int holdout = 0;
        double latency = 0;
        double value = 0;
        int rejected = 0;
        try (Flights flights = Flights.open(FLIGHTS)) {
            Observations observations = new Observations(DelayModel.learn(Samples.january(flights)), Bug.NONE, SEED);
            for (Flight flight : flights.between(Flights.FEBRUARY, Bug.SINCE)) {
                for (Observation line : observations.of(flight)) {
                    kinds.merge(line.kind(), 1, Integer::sum);
                    failed += line.json().contains("\"outcome\":\"error\"") ? 1 : 0;
                    holdout += line.json().contains("\"arm\":\"holdout\"") ? 1 : 0;
                    latency += number(line, "latencyMs");
                    value += number(line, "value");
                    rejected += line.json().contains("\"rejected\"") ? 1 : 0;
                }
            }
        }

        int predictions = kinds.get(Kind.PREDICTION);
        assertThat(predictions).isEqualTo(152_724);
        assertThat(kinds.get(Kind.LABEL)).isEqualTo(predictions - failed);
        assertThat(failed).isBetween(15, 50);
        assertThat((double) holdout / predictions).isCloseTo(0.05, within(0.002));
        assertThat((double) kinds.get(Kind.BUSINESS) / predictions).isCloseTo(0.03, within(0.002));
        assertThat((double) kinds.get(Kind.FEEDBACK) / predictions).isCloseTo(0.019, within(0.002));
        assertThat((double) rejected / kinds.get(Kind.DOWNSTREAM)).isCloseTo(0.001, within(0.0005));
        // The mean of a log-normal number is its median times e^(σ²/2).
        assertThat(latency / predictions).isCloseTo(12 * Math.exp(0.35 * 0.35 / 2), within(0.05));
        assertThat(value / kinds.get(Kind.BUSINESS)).isCloseTo(129, within(1.5));
    }

    private static double number(Observation line, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\":([0-9.]+)").matcher(line.json());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}
