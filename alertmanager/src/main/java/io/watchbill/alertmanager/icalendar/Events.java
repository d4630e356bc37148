package io.watchbill.alertmanager.icalendar;

import io.watchbill.alertmanager.oncall.Stint;
import io.watchbill.alertmanager.oncall.WatchList;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Person;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Rotation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a specification plans, as events of a calendar. */
public final class Events {

    private Events() {}

    /** Every window that is not over at {@code from} and begins before {@code to}, in order. Those that clocks leave out are none. */
    public static List<Event> maintenance(OperationsSpecification specification, Instant from, Instant to) {
        String system = specification.metadata().name();
        List<Event> events = new ArrayList<>();
        for (MaintenanceWindow window : specification.maintenance()) {
            window.occurrences(from, to).stream()
                    .filter(one -> one.to().isAfter(one.from()))
                    .map(one -> new Event(
                            uid(system, "maintenance", window.name(), one.from()),
                            system + ": " + window.name(),
                            description(window),
                            one.from().atZone(window.timezone()),
                            one.to().atZone(window.timezone())))
                    .forEach(events::add);
        }
        return sorted(events);
    }

    /** Every watch in a stretch of time, in order: the role and the name, no contact. */
    public static List<Event> watches(OperationsSpecification specification, Instant from, Instant to) {
        String system = specification.metadata().name();
        OnCall onCall = specification.onCall();
        ZoneId zone = onCall.timezone();
        List<Event> events = new ArrayList<>();
        for (Rotation rotation : onCall.rotations()) {
            if (rotation instanceof Rotation.Scheduled scheduled) {
                for (Stint stint : WatchList.of(scheduled, zone, from, to)) {
                    for (String person : stint.people()) {
                        events.add(new Event(
                                uid(system, "watch", rotation.role() + "/" + person, stint.from()),
                                system + " " + rotation.role() + ": "
                                        + onCall.person(person)
                                                .map(Person::name)
                                                .orElse(person),
                                "",
                                stint.from().atZone(zone),
                                stint.to().atZone(zone)));
                    }
                }
            }
        }
        return sorted(events);
    }

    private static String description(MaintenanceWindow window) {
        String mutes = window.mutes().stream().map(Priority::name).collect(Collectors.joining(", "));
        return (window.activities().isEmpty() ? "" : window.activities() + "\n")
                + (mutes.isEmpty() ? "Silences nothing." : "Silences " + mutes + ".");
    }

    private static String uid(String system, String kind, String name, Instant from) {
        return (system + "/" + kind + "/" + name + "/" + from).replaceAll("[^A-Za-z0-9:./_-]+", "-") + "@watchbill";
    }

    private static List<Event> sorted(List<Event> events) {
        return events.stream()
                .sorted(Comparator.comparing((Event event) -> event.start().toInstant())
                        .thenComparing(Event::uid))
                .toList();
    }
}
