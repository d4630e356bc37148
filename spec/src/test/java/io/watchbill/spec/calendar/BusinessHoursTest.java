package io.watchbill.spec.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.finding.MisfitException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final BusinessHours HOURS = new BusinessHours(
            BusinessHours.DEFAULT.days(),
            LocalTime.of(9, 0),
            LocalTime.of(17, 0),
            List.of(LocalDate.parse("2026-12-25")));

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59Z, false, 2026-11-23T09:00+01:00[Europe/Berlin]",
        "2026-11-23T08:00:00Z, true, 2026-11-24T09:00+01:00[Europe/Berlin]",
        "2026-11-23T15:59:59Z, true, 2026-11-24T09:00+01:00[Europe/Berlin]",
        "2026-11-23T16:00:00Z, false, 2026-11-24T09:00+01:00[Europe/Berlin]",
        "2026-12-25T10:00:00Z, false, 2026-12-28T09:00+01:00[Europe/Berlin]",
        "2026-03-28T10:00:00Z, false, 2026-03-30T09:00+02:00[Europe/Berlin]"
    })
    void peopleWorkInTheirHoursOnWorkdaysThatAreNoHolidays(String at, boolean open, String next) {
        assertThat(HOURS.open(Instant.parse(at), BERLIN)).isEqualTo(open);
        assertThat(HOURS.nextOpening(Instant.parse(at), BERLIN).map(ZonedDateTime::toString))
                .contains(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mon-fri | mon-fri",
                "monday-friday | mon-fri",
                "sat-mon | mon,sat,sun",
                "wed , mon | mon,wed",
                "sundays | sun",
                "weekdays | mon-fri",
                "mon-sun | mon-sun"
            })
    void weekdaysHaveOneForm(String written, String canonical) throws MisfitException {
        assertThat(DayWords.text(DayWords.weekdays(written))).isEqualTo(canonical);
    }
}
