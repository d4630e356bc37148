package io.watchbill.spec.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.finding.MisfitException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against another library's reading of RFC 5545. */
class RecurrenceRuleTest {
    private static final LocalDate END = LocalDate.of(2046, 1, 1);
    private static final String[] WEEKDAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=MONTHLY;BYDAY=2SU",
                "FREQ=MONTHLY;BYDAY=-1FR",
                "FREQ=MONTHLY;BYDAY=-2MO,1TH",
                "FREQ=MONTHLY;BYDAY=5SA",
                "FREQ=MONTHLY;BYMONTHDAY=-1",
                "FREQ=MONTHLY;BYMONTHDAY=31",
                "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,3",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=YEARLY;BYDAY=20MO",
                "FREQ=YEARLY;BYDAY=-1SU",
                "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=-1,15",
                "FREQ=WEEKLY;BYDAY=TU,SU;BYMONTH=6",
                "FREQ=DAILY;BYMONTH=12;BYMONTHDAY=24,25"
            })
    void itsDaysAreThoseOfTheStandard(String rule) throws MisfitException, InvalidRecurrenceRuleException {
        LocalDate first = firstOf(rule, LocalDate.of(2026, 1, 1));

        assertThat(days(rule, first)).isEqualTo(standard(rule, first)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY;INTERVAL=10",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
                "FREQ=MONTHLY;INTERVAL=3",
                "FREQ=MONTHLY;INTERVAL=5;BYDAY=1MO",
                "FREQ=YEARLY;INTERVAL=4",
                "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=1TU",
                "FREQ=MONTHLY;COUNT=13",
                "FREQ=WEEKLY;COUNT=7;BYDAY=MO,FR",
                "FREQ=YEARLY;UNTIL=20300101"
            })
    void whatCountsAndWhatEndsIsCountedFromItsBeginning(String rule)
            throws MisfitException, InvalidRecurrenceRuleException {
        for (LocalDate anchor : List.of(LocalDate.of(2026, 1, 31), LocalDate.of(2028, 2, 29))) {
            LocalDate first = firstOf(rule, anchor);

            assertThat(days(rule, first)).as("from %s", first).isEqualTo(standard(rule, first));
        }
    }

    @Test
    void randomRulesHaveTheDaysOfTheStandard_seed11() throws MisfitException, InvalidRecurrenceRuleException {
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            String rule = random(random);
            LocalDate anchor = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1500));
            LocalDate first = firstOf(rule, anchor);

            assertThat(days(rule, first)).as("%s from %s", rule, first).isEqualTo(standard(rule, first));
        }
    }

    private static String random(Random random) {
        String weekday = WEEKDAYS[random.nextInt(7)];
        String other = WEEKDAYS[random.nextInt(7)];
        String days = weekday.equals(other) ? weekday : weekday + "," + other;
        int ordinal = random.nextBoolean() ? 1 + random.nextInt(5) : -1 - random.nextInt(5);
        int monthDay = random.nextBoolean() ? 1 + random.nextInt(28) : -1 - random.nextInt(28);
        String rule = switch (random.nextInt(7)) {
            case 0 -> "FREQ=DAILY";
            case 1 -> "FREQ=WEEKLY;BYDAY=" + days;
            case 2 -> "FREQ=MONTHLY;BYDAY=" + ordinal + weekday;
            case 3 -> "FREQ=MONTHLY;BYMONTHDAY=" + monthDay;
            case 4 -> "FREQ=MONTHLY;BYDAY=" + days + ";BYSETPOS=" + ordinal;
            case 5 -> "FREQ=YEARLY;BYMONTH=" + (1 + random.nextInt(12)) + ";BYDAY=" + ordinal + weekday;
            default -> "FREQ=YEARLY;BYMONTH=" + (1 + random.nextInt(12)) + ";BYMONTHDAY=" + monthDay;
        };
        return rule
                + switch (random.nextInt(4)) {
                    case 0 -> ";INTERVAL=" + (2 + random.nextInt(4));
                    case 1 -> ";COUNT=" + (1 + random.nextInt(9));
                    default -> "";
                };
    }

    /** A day of the rule, because the standard leaves open what a beginning that is none means. */
    private static LocalDate firstOf(String rule, LocalDate anchor) throws MisfitException {
        String everyTime = rule.replaceAll(";(INTERVAL|COUNT|UNTIL)=\\d+", "");
        Recurrence recurrence =
                Frequency.parse("RRULE:" + everyTime + " from " + anchor).recurrence();
        return anchor.datesUntil(anchor.plusYears(40))
                .filter(recurrence::on)
                .findFirst()
                .orElseThrow();
    }

    private static List<LocalDate> days(String rule, LocalDate first) throws MisfitException {
        ZoneId utc = ZoneId.of("UTC");
        return Frequency.parse("RRULE:" + rule + " from " + first)
                .between(
                        first.atStartOfDay(utc).toInstant(),
                        END.atStartOfDay(utc).toInstant(),
                        utc)
                .stream()
                .map(time -> time.toLocalDate())
                .toList();
    }

    private static List<LocalDate> standard(String rule, LocalDate first) throws InvalidRecurrenceRuleException {
        RecurrenceRuleIterator days = new org.dmfs.rfc5545.recur.RecurrenceRule(rule)
                .iterator(new DateTime(first.getYear(), first.getMonthValue() - 1, first.getDayOfMonth()));
        List<LocalDate> dates = new ArrayList<>();
        while (days.hasNext()) {
            DateTime next = days.nextDateTime();
            LocalDate date = LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth());
            if (!date.isBefore(END)) {
                break;
            }
            dates.add(date);
        }
        return dates;
    }
}
