package io.watchbill.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final List<Window> DAY_AND_WEEK =
            List.of(new TimeWindow(Duration.ofHours(24)), new TimeWindow(Duration.ofDays(7)));
    private static final long START = Instant.parse("2001-03-01T00:10:00Z").toEpochMilli();

    private static Stretch of(Duration length) {
        return Stretch.of(START, START + length.toMillis(), DAY_AND_WEEK);
    }

    @Test
    void aMonthIsCutIntoDaysAndFiveWeeksIntoWeeks() {
        assertThat(of(Duration.ofDays(30)).panes().pane()).isEqualTo(Duration.ofHours(24));
        assertThat(of(Duration.ofDays(35)).panes().pane()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void oneRowOfAnotherAgeDoesNotMakeMillionsOfPanes() {
        Stretch stretch = Stretch.of(0, START, List.of(new TimeWindow(Duration.ofMinutes(1))));

        assertThat(stretch.paneCount()).isBetween(1_000, 2_001);
        assertThat(stretch.overTime(DAY_AND_WEEK).count()).isLessThanOrEqualTo(130);
    }

    @Test
    void aDayHasThePanesAndTheSeasonOfTheExportersWindow() {
        Stretch day = of(Duration.ofHours(23).plusMinutes(40));

        assertThat(day.panes().pane()).isEqualTo(Duration.ofMinutes(30));
        assertThat(day.window()).isEqualTo(Duration.ofHours(24));
        assertThat(day.paneCount()).isEqualTo(48);
    }

    @Test
    void rowsShorterThanEveryWindowHaveThePanesOfTheirOwnLength() {
        Stretch hour = of(Duration.ofHours(1));

        assertThat(hour.panes().pane()).isEqualTo(Duration.ofMinutes(1));
        assertThat(hour.window()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void rowsOfOneInstantAreOnePane() {
        assertThat(of(Duration.ZERO).paneCount()).isOne();
    }

    @Test
    void theCourseOverTimeIsByTheShortestWindowFromTheFirstDayOn() {
        Chunks chunks = of(Duration.ofDays(30)).overTime(DAY_AND_WEEK);

        assertThat(chunks.window()).isEqualTo(Duration.ofHours(24));
        assertThat(chunks.from())
                .isEqualTo(Instant.parse("2001-03-01T00:00:00Z").toEpochMilli());
        assertThat(chunks.count()).isEqualTo(31);
    }

    @Test
    void aYearIsShownByWeeksAndAnHourByMinutes() {
        assertThat(of(Duration.ofDays(365)).overTime(DAY_AND_WEEK).window()).isEqualTo(Duration.ofDays(7));
        assertThat(of(Duration.ofMinutes(20)).overTime(DAY_AND_WEEK).window()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aPieceThatTheRowsDoNotFillIsNotWhole() {
        Stretch stretch = of(Duration.ofDays(3).plusHours(4));
        Chunks chunks = stretch.overTime(DAY_AND_WEEK);

        assertThat(chunks.filled(0, stretch.from(), stretch.to())).isTrue();
        assertThat(chunks.filled(3, stretch.from(), stretch.to())).isFalse();
    }
}
