package io.watchbill.alertmanager.icalendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.TimeZone;
import net.fortuna.ical4j.model.TimeZoneRegistry;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** Events as the text of an .ics file, with the rules of the time zones that they name. */
public final class CalendarText {

    private static final ZoneId UTC = ZoneId.of("UTC");

    private CalendarText() {}

    /**
     * The text, with the line ends of the format.
     *
     * @param stamp when the events were made; a fixed one makes equal texts of equal events
     */
    public static String of(List<Event> events, Instant stamp) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Watchbill//Watchbill//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        TimeZoneRegistry registry = TimeZoneRegistryFactory.getInstance().createRegistry();
        for (String zone : zones(events)) {
            TimeZone known = registry.getTimeZone(zone);
            if (known != null) {
                calendar.add(known.getVTimeZone());
            }
        }
        for (Event event : events) {
            calendar.add(component(event, stamp));
        }
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter().output(calendar, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static VEvent component(Event event, Instant stamp) {
        VEvent component = new VEvent(time(event.start()), time(event.end()), event.summary());
        component.replace(new DtStamp(stamp));
        component.add(new Uid(event.uid()));
        if (!event.description().isEmpty()) {
            component.add(new Description(event.description()));
        }
        return component;
    }

    private static Temporal time(ZonedDateTime time) {
        return time.getZone().equals(UTC) ? time.toInstant() : time;
    }

    private static Set<String> zones(List<Event> events) {
        Set<String> zones = new TreeSet<>();
        for (Event event : events) {
            zones.add(event.start().getZone().getId());
            zones.add(event.end().getZone().getId());
        }
        zones.remove(UTC.getId());
        return zones;
    }
}
