package io.watchbill.spec.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.spec.Rotation;
import io.watchbill.spec.finding.MisfitException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationScheduleTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:00, ana",
        "2026-11-30T08:59, ana",
        "2026-11-30T09:00, ben",
        "2026-12-07T09:00, chi",
        "2026-12-14T09:00, ana",
        "2027-03-15T08:59, ana",
        "2027-03-15T09:00, ben"
    })
    void membersStandWatchInTurnAndHandOverAtTheirLocalTime(String local, String member) throws MisfitException {
        Rotation.Scheduled rotation = new Rotation.Scheduled(
                "Primary", RotationSchedule.parse("weekly from 2026-11-23 09:00"), List.of("ana", "ben", "chi"));

        assertThat(rotation.onWatch(LocalDateTime.parse(local).atZone(NEW_YORK).toInstant(), NEW_YORK))
                .contains(member);
    }

    @Test
    void nobodyStandsWatchBeforeTheFirstHandOver() throws MisfitException {
        RotationSchedule schedule = RotationSchedule.parse("daily from 2026-11-23 09:00");

        assertThat(schedule.turn(Instant.parse("2026-11-23T13:59:59Z"), NEW_YORK))
                .isEmpty();
        assertThat(schedule.turn(Instant.parse("2026-11-23T14:00:00Z"), NEW_YORK))
                .hasValue(0);
    }

    @Test
    void everyInstantLiesBetweenItsHandOvers_seed7() throws MisfitException {
        RotationSchedule schedule = RotationSchedule.parse("daily from 2026-01-01 01:30");
        Random random = new Random(7);
        Instant start = Instant.parse("2026-10-25T00:00:00Z");
        for (int i = 0; i < 20_000; i++) {
            Instant at = start.plusSeconds(random.nextInt(30 * 86_400));

            long turn = schedule.turn(at, NEW_YORK).orElseThrow();

            assertThat(schedule.handOver(turn, NEW_YORK).toInstant()).isBeforeOrEqualTo(at);
            assertThat(schedule.handOver(turn + 1, NEW_YORK).toInstant()).isAfter(at);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weekly from 2026-11-23 09:00 | weekly from 2026-11-23 09:00",
                "every week from 2026-11-23 | weekly from 2026-11-23 00:00",
                "every 2 weeks from 2026-11-23 at 09:00 | every 2 weeks from 2026-11-23 09:00",
                "every 3 days from 2026-11-23 09:00 | every 3 days from 2026-11-23 09:00",
                "daily from 2026-11-23 | daily from 2026-11-23 00:00"
            })
    void aScheduleHasOneForm(String written, String canonical) throws MisfitException {
        assertThat(RotationSchedule.parse(written).text()).isEqualTo(canonical);
        assertThat(RotationSchedule.parse(canonical)).isEqualTo(RotationSchedule.parse(written));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "weekly since 2026-11-23 | 'since' does not fit here",
                "every 2 months from 2026-11-23 | 'months' does not fit here",
                "every 0 days from 2026-11-23 | '0' does not fit here",
                "weekly from monday | 'monday' is no date"
            })
    void whatIsNoScheduleSaysWhy(String written, String message) {
        assertThatThrownBy(() -> RotationSchedule.parse(written)).hasMessage(message);
    }
}
