package io.watchbill.alertmanager.icalendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.Written;
import io.watchbill.spec.OperationsSpecification;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

class CalendarTextTest {

    private static final Instant FROM = Instant.parse("2026-11-26T00:00:00Z");
    private static final OperationsSpecification SHOP = Written.shop("""
            onCall:
              timezone: America/New_York
              people: {ana: {name: "Ana; B, C", slack: "@a", contact: {env: ANA_PHONE}}, ben: {contact: ben@example.com}}
              rotations: [{role: Primary, schedule: weekly from 2026-11-23 09:00, members: [ana, ben]}]
            maintenance:
              - {name: Retraining, frequency: "every sunday 02:00", duration: 2h, activities: "Retrain, redeploy", timezone: Europe/Berlin}
              - {name: Move, frequency: 2026-12-24 22:00 to 2026-12-25 06:00, timezone: UTC, mutes: []}
            """);

    @Test
    void aYearOfMaintenanceReadsBackWithItsRealTimesAlsoWhereTheClocksChange() throws IOException, ParserException {
        List<Event> events = Events.maintenance(SHOP, FROM, Instant.parse("2027-11-26T00:00:00Z"));
        List<VEvent> read = read(CalendarText.of(events, FROM));

        assertThat(events).hasSize(53);
        assertThat(read).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            assertThat(instant(read.get(i).getDateTimeStart().getDate()))
                    .isEqualTo(events.get(i).start().toInstant());
            assertThat(instant(read.get(i).getDateTimeEnd().getDate()))
                    .isEqualTo(events.get(i).end().toInstant());
        }
        assertThat(events)
                .filteredOn(event -> event.uid().contains("2027-03-28"))
                .extracting(event -> event.start() + " " + event.end())
                .containsExactly("2027-03-28T03:00+02:00[Europe/Berlin] 2027-03-28T04:00+02:00[Europe/Berlin]");
    }

    @Test
    void theTextIsTheSameEveryTimeAndHasTheRulesOfItsZones() {
        List<Event> events = Events.maintenance(SHOP, FROM, Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(CalendarText.of(events, FROM))
                .isEqualTo(CalendarText.of(events, FROM))
                .contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n")
                .contains("""
                        BEGIN:VEVENT
                        DTSTART;TZID=Europe/Berlin:20261129T020000
                        DTEND;TZID=Europe/Berlin:20261129T040000
                        SUMMARY:shop: Retraining
                        DTSTAMP:20261126T000000Z
                        UID:shop/maintenance/Retraining/2026-11-29T01:00:00Z@watchbill
                        DESCRIPTION:Retrain\\, redeploy\\nSilences P3\\, P4.
                        END:VEVENT
                        """.replace("\n", "\r\n"));
    }

    @Test
    void watchesShowRoleAndNameAndNeverAContact() throws IOException, ParserException {
        String text = CalendarText.of(Events.watches(SHOP, FROM, Instant.parse("2026-12-20T00:00:00Z")), FROM);

        assertThat(read(text))
                .extracting(event -> event.getSummary().getValue())
                .containsExactly(
                        "shop Primary: Ana; B, C", "shop Primary: ben", "shop Primary: Ana; B, C", "shop Primary: ben");
        assertThat(text).doesNotContain("ANA_PHONE", "example.com", "@a\r");
    }

    private static List<VEvent> read(String text) throws IOException, ParserException {
        Calendar calendar = new CalendarBuilder().build(new StringReader(text));
        return new ArrayList<>(calendar.<VEvent>getComponents("VEVENT"));
    }

    private static Instant instant(Temporal time) {
        return time instanceof ZonedDateTime zoned ? zoned.toInstant() : Instant.from(time);
    }
}
