package io.watchbill.spec.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.spec.finding.MisfitException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<ZonedDateTime> beginnings(String frequency, String from, String to) throws MisfitException {
        return Frequency.parse(frequency)
                .between(
                        LocalDate.parse(from).atStartOfDay(BERLIN).toInstant(),
                        LocalDate.parse(to).atStartOfDay(BERLIN).toInstant(),
                        BERLIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every day 02:00 | every day 02:00",
                "daily at 2:00 | every day 02:00",
                "every sunday 02:00 | every sunday 02:00",
                "Sundays 02:00 | every sunday 02:00",
                "weekly on sunday at 02:00 | every sunday 02:00",
                "every mon-fri 22:00 | every mon-fri 22:00",
                "every weekdays 22:00 | every mon-fri 22:00",
                "every sat,sun | every sat,sun 00:00",
                "2nd tuesday monthly | 2nd tuesday monthly 00:00",
                "second tuesday of every month 04:00 | 2nd tuesday monthly 04:00",
                "monthly on the 2nd tuesday | 2nd tuesday monthly 00:00",
                "last friday monthly 23:00 | last friday monthly 23:00",
                "15th monthly 04:00 | 15th monthly 04:00",
                "monthly on the 1st 04:00 | 1st monthly 04:00",
                "last day monthly | last day monthly 00:00",
                "every 2nd sunday from 2026-01-04 | every 2nd sunday from 2026-01-04 00:00",
                "every other sunday 03:00 from 2026-01-04 | every 2nd sunday from 2026-01-04 03:00",
                "every 10 days from 2026-01-04 06:00 | every 10 days from 2026-01-04 06:00",
                "once 2026-12-24 22:00 | once 2026-12-24 22:00",
                "2026-12-24 22:00 | once 2026-12-24 22:00",
                "2nd tuesday monthly 04:00 from 2026-03-01 | 2nd tuesday monthly from 2026-03-01 04:00",
                "every sunday 02:00 from 2026-01-04 until 2026-06-30 | every sunday from 2026-01-04 until 2026-06-30 02:00",
                "daily until 2026-06-30 at 02:00 | every day until 2026-06-30 02:00",
                "2026-12-24 22:00 to 2026-12-27 06:00 | once 2026-12-24 22:00 to 2026-12-27 06:00",
                "from 2026-12-24 22:00 to 2026-12-27 06:00 | once 2026-12-24 22:00 to 2026-12-27 06:00",
                "last sunday of march 02:00 | RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU 02:00",
                "yearly on the 24th of december 18:00 | RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24 18:00",
                "rrule:freq=monthly;byday=-1fr 23:00 | last friday monthly 23:00",
                "RRULE:FREQ=WEEKLY;BYDAY=SU,MO | every mon,sun 00:00",
                "FREQ=WEEKLY;INTERVAL=2 from 2026-01-04 02:00 | every 2nd sunday from 2026-01-04 02:00",
                "RRULE:FREQ=DAILY;INTERVAL=10;COUNT=3 from 2026-01-04 | every 10 days from 2026-01-04 until 2026-01-24 00:00",
                "RRULE:FREQ=MONTHLY;BYMONTHDAY=15 until 2026-09-30 | 15th monthly until 2026-09-30 00:00",
                "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 18:00 | RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 18:00",
                "RRULE:FREQ=MONTHLY;INTERVAL=3;UNTIL=20271231 from 2026-01-31 | RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31;UNTIL=20271231 from 2026-01-31 00:00"
            })
    void aFrequencyIsReadAsPeopleWriteItAndHasOneForm(String written, String canonical) throws MisfitException {
        Frequency frequency = Frequency.parse(written);

        assertThat(frequency.text()).isEqualTo(canonical);
        assertThat(Frequency.parse(frequency.text())).isEqualTo(frequency);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every sunday 02:00 | 2026-11-01 | 2026-11-30 | 1 8 15 22 29",
                "2nd tuesday monthly | 2026-11-01 | 2026-12-31 | 10 8",
                "last friday monthly 23:00 | 2026-01-01 | 2026-04-01 | 30 27 27",
                "5th monday monthly | 2026-01-01 | 2026-07-01 | 30 29",
                "31st monthly | 2026-01-01 | 2026-06-01 | 31 31 31",
                "last day monthly | 2026-01-01 | 2026-04-01 | 31 28 31",
                "every 2nd sunday from 2026-01-04 | 2026-01-01 | 2026-02-10 | 4 18 1",
                "every 2nd mon,thu from 2026-01-01 | 2026-01-01 | 2026-01-31 | 1 12 15 26 29",
                "every 10 days from 2026-01-25 | 2026-01-01 | 2026-02-20 | 25 4 14",
                "once 2026-12-24 22:00 | 2026-12-01 | 2027-12-31 | 24",
                "2nd tuesday monthly from 2026-11-11 until 2026-12-08 | 2026-01-01 | 2027-12-31 | 8",
                "every sunday from 2026-11-08 until 2026-11-15 | 2026-01-01 | 2027-01-01 | 8 15",
                "29th of february | 2024-01-01 | 2033-01-01 | 29 29 29"
            })
    void itsDaysAreThoseOfTheCalendar(String frequency, String from, String to, String days) throws MisfitException {
        assertThat(beginnings(frequency, from, to).stream()
                        .map(beginning -> String.valueOf(beginning.getDayOfMonth()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(days);
    }

    @Test
    void aTimeThatAClockChangeLeavesOutIsMovedBehindTheGap() throws MisfitException {
        assertThat(beginnings("every day 02:30", "2026-03-28", "2026-03-31"))
                .map(ZonedDateTime::toString)
                .containsExactly(
                        "2026-03-28T02:30+01:00[Europe/Berlin]",
                        "2026-03-29T03:30+02:00[Europe/Berlin]",
                        "2026-03-30T02:30+02:00[Europe/Berlin]");
    }

    @Test
    void ofATimeThatComesTwiceTheFirstIsMeant() throws MisfitException {
        assertThat(beginnings("every day 02:30", "2026-10-25", "2026-10-26"))
                .map(ZonedDateTime::toString)
                .containsExactly("2026-10-25T02:30+02:00[Europe/Berlin]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every day 02:00 | 1",
                "every 10 days from 2026-01-04 | 10",
                "every mon-fri 22:00 | 3",
                "every 2nd sunday from 2026-01-04 | 14",
                "15th monthly | 31",
                "31st monthly | 61",
                "1st monday monthly | 35",
                "once 2026-12-24 22:00 | 1"
            })
    void theLongestGapIsThatOfTheCalendar(String written, int days) throws MisfitException {
        assertThat(Frequency.parse(written).longestGap()).isEqualTo(Duration.ofDays(days));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "every | the text ends too early",
                "every 2nd | the text ends too early",
                "every 0 days from 2026-01-01 | '0' does not fit here",
                "every someday | 'someday' is no weekday",
                "32nd monthly | no month has a 32nd one",
                "2nd tuesday yearly | 'yearly' does not fit here",
                "every sunday from tomorrow | 'tomorrow' is no date",
                "31st of february 02:00 | february never has a 31st",
                "once 2026-02-31 | '2026-02-31' is no date",
                "every sunday from 2026-02-01 until 2026-01-31 | 2026-01-31 is before 2026-02-01",
                "once 2026-12-24 from 2026-01-01 | what comes once has no bounds",
                "2026-12-24 22:00 to 2026-12-27 | the text ends too early",
                "2026-12-24 22:00 to 2026-12-24 21:00 | it ends before it begins",
                "every sunday 22:00 to 2026-12-27 06:00 | what recurs does not end at a moment",
                "RRULE:FREQ=MONTHLY;BYDAY=9SU | no month has a 9SU",
                "RRULE:FREQ=MONTHLY;BYDAY=0SU | no month has a 0SU",
                "RRULE:FREQ=YEARLY;BYDAY=54SU | no year has a 54SU",
                "RRULE:FREQ=WEEKLY;BYDAY=2SU | a week has no 2SU",
                "RRULE:FREQ=WEEKLY;BYDAY=XX | 'XX' is no weekday of a rule",
                "RRULE:FREQ=WEEKLY;BYDAY= | '' is no weekday of a rule",
                "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31 | february never has the day 30,31",
                "RRULE:FREQ=YEARLY;BYMONTH=13 | '13' is no BYMONTH",
                "RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29 from 2027-01-01 | the rule does not come within 100 years",
                "RRULE:FREQ=HOURLY | 'HOURLY' has no days",
                "RRULE:BYDAY=SU | the rule has no FREQ",
                "RRULE:FREQ=DAILY;BYHOUR=2 | 'BYHOUR' is no part of a rule of days",
                "RRULE:FREQ=DAILY;FREQ=DAILY | FREQ is written twice",
                "RRULE:FREQ=DAILY;INTERVAL=0 | '0' is no INTERVAL",
                "RRULE:FREQ=DAILY;INTERVAL=2 | the rule counts, but has no beginning",
                "RRULE:FREQ=MONTHLY | the rule does not say on which day",
                "RRULE:FREQ=DAILY;COUNT=3;UNTIL=20261231 from 2026-01-01 | the rule ends twice",
                "RRULE:FREQ=DAILY;UNTIL=20261231T000000Z | '20261231T000000Z' is no date of a rule",
                "\"\" | the text ends too early"
            })
    void whatIsNoFrequencySaysWhy(String written, String message) {
        assertThatThrownBy(() -> Frequency.parse(written))
                .isInstanceOf(MisfitException.class)
                .hasMessage(message);
    }
}
