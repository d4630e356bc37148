package io.watchbill.spec.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccurrenceTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T02:00, 2h, 2h",
        "2026-03-29T02:00, 2h, 1h",
        "2026-03-29T01:30, 1h, 30m",
        "2026-03-29T02:10, 30m, 0s",
        "2026-10-25T02:00, 2h, 3h",
        "2026-10-25T01:00, 1h, 1h",
        "2026-10-25T01:00, 90m, 150m",
        "2026-10-25T03:00, 1h, 1h",
        "2026-03-28T23:00, 4h, 3h",
        "2026-10-24T23:00, 4h, 5h"
    })
    void byTheWallClockAWindowIsAsLongAsTheClocksMakeIt(LocalDateTime start, String length, String elapsed) {
        Occurrence occurrence = Occurrence.byWallClock(start, Duration.parse("PT" + length), BERLIN);

        assertThat(occurrence.elapsed()).isEqualTo(Duration.parse("PT" + elapsed));
        assertThat(occurrence.isPlain()).isEqualTo(length.equals(elapsed));
    }

    /** The definition: it goes on from the first minute whose clock lies in it to the end of the last. */
    @ParameterizedTest
    @CsvSource({"2026-03-29", "2026-10-25", "2026-06-01"})
    void itReallyLastsFromTheFirstMinuteThatTheClockIsInItToTheLast(String day) {
        for (int minute = 0; minute < 300; minute += 10) {
            LocalDateTime start = LocalDateTime.parse(day + "T00:00").plusMinutes(minute);
            Duration length = Duration.ofMinutes(50);
            Occurrence occurrence = Occurrence.byWallClock(start, length, BERLIN);

            Instant first = null;
            Instant last = null;
            Instant midnight =
                    LocalDateTime.parse(day + "T00:00").atZone(BERLIN).toInstant();
            for (Instant at = midnight; at.isBefore(midnight.plusSeconds(9 * 3600)); at = at.plusSeconds(60)) {
                LocalDateTime clock = LocalDateTime.ofInstant(at, BERLIN);
                if (!clock.isBefore(start) && clock.isBefore(start.plus(length))) {
                    first = first == null ? at : first;
                    last = at.plusSeconds(60);
                }
            }
            if (first == null) {
                assertThat(occurrence.elapsed()).as("%s", start).isZero();
            } else {
                assertThat(occurrence.from()).as("%s", start).isEqualTo(first);
                assertThat(occurrence.to()).as("%s", start).isEqualTo(last);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29T01:30", "2026-10-25T01:30", "2026-03-29T02:30"})
    void byAStopwatchItIsAlwaysAsLongAsItSays(LocalDateTime start) {
        Occurrence occurrence = Occurrence.byStopwatch(start, Duration.ofHours(3), BERLIN);

        assertThat(occurrence.elapsed()).isEqualTo(Duration.ofHours(3));
    }
}
