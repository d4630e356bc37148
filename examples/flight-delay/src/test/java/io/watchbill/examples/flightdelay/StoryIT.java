package io.watchbill.examples.flightdelay;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Watchbill says of the inputs in the replay, with the steps of the demo.
 */
class StoryIT {
    /** The demo looks no further; on 6 March a snowstorm closes airports in the east, and `origin` says so for a day. */
    private static final Instant END = Instant.parse("2001-03-06T00:00:00Z");

    /** Early enough for a whole week before the faults. */
    private static final Instant LATE_BEGIN = Instant.parse("2001-02-20T00:00:00Z");

    private static final Duration STEP = Duration.ofHours(3);

    /** A column that has drifted in a window at the end of a step. */
    private record Drifted(Instant at, String window, String column, Verdict verdict, double psi) {}

    @Test
    void withoutAFaultNothingDriftsUntilTheSnowOfTheSixthOfMarch() throws Exception {
        List<Drifted> drifted = replay(Bug.NONE, Flights.FEBRUARY, END.plus(Duration.ofDays(2)));

        assertThat(drifted).noneMatch(drift -> !drift.at().isAfter(END));
        assertThat(drifted).isNotEmpty().allSatisfy(drift -> {
            assertThat(drift.column()).isEqualTo("origin");
            assertThat(drift.window()).isEqualTo("24h");
            assertThat(drift.verdict()).isEqualTo(Verdict.WARNING);
        });
    }

    @Test
    void kilometresForMilesAreCriticalDriftOfTheDistanceOnTheSameDayAndOfNothingElse() throws Exception {
        List<Drifted> drifted = replay(Bug.UNIT, LATE_BEGIN, END);

        assertThat(drifted).noneMatch(drift -> drift.at().isBefore(Bug.SINCE));
        assertThat(drifted).allSatisfy(drift -> assertThat(drift.column()).isEqualTo("distance"));
        Drifted critical = first(drifted, "24h", "distance", Verdict.CRITICAL);
        assertThat(critical.at()).isEqualTo("2001-03-01T21:00:00Z");
        assertThat(critical.psi()).isBetween(0.25, 0.35);
        assertThat(first(drifted, "7d", "distance", Verdict.WARNING).at()).isBefore(END);
    }

    @Test
    void hoursOfAnotherZoneAreDriftOfTheHourWithinADay() throws Exception {
        List<Drifted> drifted = replay(Bug.HOURS, LATE_BEGIN, Bug.SINCE.plus(Duration.ofDays(1)));

        assertThat(drifted).noneMatch(drift -> drift.at().isBefore(Bug.SINCE));
        assertThat(first(drifted, "24h", "departure_hour", Verdict.CRITICAL).at())
                .isBeforeOrEqualTo("2001-03-01T12:00:00Z");
        // The model is asked about the wrong hour, so that it is less sure, too.
        assertThat(drifted).extracting(Drifted::column).doesNotContain("distance", "origin");
    }

    private static Drifted first(List<Drifted> drifted, String window, String column, Verdict verdict) {
        return drifted.stream()
                .filter(drift ->
                        drift.window().equals(window) && drift.column().equals(column) && drift.verdict() == verdict)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + verdict + " of " + column + " in " + drifted));
    }

    private static List<Drifted> replay(Bug bug, Instant begin, Instant end) throws Exception {
        List<Drifted> drifted = new ArrayList<>();
        new ReplayedFlights(bug, begin, end)
                .read(
                        STEP,
                        (at, version) -> version.drift().stream()
                                .flatMap(window ->
                                        window.scores().stream().flatMap(score -> drifted(at, window.window(), score)))
                                .forEach(drifted::add));
        return drifted;
    }

    private static Stream<Drifted> drifted(Instant at, String window, DriftScores score) {
        Verdict verdict = score.verdict();
        DriftScores.Psi psi = score.psi();
        return verdict == null || verdict == Verdict.NONE || psi == null
                ? Stream.empty()
                : Stream.of(new Drifted(at, window, score.column(), verdict, psi.value()));
    }
}
