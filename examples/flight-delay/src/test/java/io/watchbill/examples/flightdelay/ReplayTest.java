package io.watchbill.examples.flightdelay;

import static io.watchbill.examples.flightdelay.Samples.FLIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.examples.flightdelay.Observation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final DelayModel NEVER = DelayModel.learn(List.of());

    @Test
    void aStepHoldsWhatHappensInItInOrderOfTimeAndLeavesTheRestToLaterSteps() throws Exception {
        List<Observation> lines = new ArrayList<>();
        try (Flights flights = Flights.open(FLIGHTS)) {
            Replay replay =
                    new Replay(flights, new Observations(NEVER, Bug.NONE, 1), Flights.FEBRUARY, Duration.ofHours(3));
            Instant expected = Flights.FEBRUARY;
            for (int number = 0; number < 16; number++) {
                Replay.Step step = replay.next();
                assertThat(step.from()).isEqualTo(expected);
                expected = expected.plus(Duration.ofHours(3));
                assertThat(step.until()).isEqualTo(expected);
                for (Observation line : step.observations()) {
                    assertThat(line.time()).isAfterOrEqualTo(step.from()).isBefore(step.until());
                }
                assertThat(step.body().lines())
                        .containsExactlyElementsOf(step.observations().stream()
                                .map(Observation::json)
                                .toList());
                lines.addAll(step.observations());
            }
        }

        assertThat(lines).isSortedAccordingTo(Comparator.comparing(Observation::time));
        assertThat(lines.stream().filter(line -> line.kind() == Kind.PREDICTION))
                .hasSize(5_704 + 5_696);
        // Labels of the last flights are still in the air.
        assertThat(lines.stream().filter(line -> line.kind() == Kind.LABEL).count())
                .isBetween(11_000L, 5_704L + 5_696 - 1);
    }

    @Test
    void aStepWithoutLengthIsRefused() {
        assertThatThrownBy(() -> {
                    try (Flights flights = Flights.open(FLIGHTS)) {
                        new Replay(flights, new Observations(NEVER, Bug.NONE, 1), Flights.FEBRUARY, Duration.ZERO);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a step must be longer than zero, not PT0S");
    }
}
