package io.watchbill.spec.reader;

import io.watchbill.spec.Escalation;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Person;
import io.watchbill.spec.calendar.BusinessHours;
import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code onCall}. */
final class OnCallReader {
    private OnCallReader() {}

    static OnCall read(MapReader map) {
        OnCall otherwise = OnCall.DEFAULT;
        OnCall onCall = new OnCall(
                map.value("timezone", Forms.ZONE, otherwise.timezone()),
                businessHours(map.section("businessHours")),
                map.list("rotations", RotationReader::read),
                map.named("people", OnCallReader::person),
                escalation(map.section("escalation")));
        map.end();
        return onCall;
    }

    private static BusinessHours businessHours(MapReader map) {
        BusinessHours otherwise = BusinessHours.DEFAULT;
        List<LocalTime> hours = map.value("hours", Forms.HOURS, List.of(otherwise.opens(), otherwise.closes()));
        BusinessHours businessHours = new BusinessHours(
                map.value("days", Forms.WEEKDAYS, otherwise.days()),
                hours.get(0),
                hours.get(1),
                map.values("holidays", Forms.DATE, otherwise.holidays()));
        map.end();
        return businessHours;
    }

    private static Person person(String id, MapReader map) {
        map.context().define(ReadingContext.Kind.PERSON, id, map.anchor());
        Person person = new Person(id, map.text("name", id), contact(map), map.optionalText("slack"));
        map.end();
        return person;
    }

    private static Optional<Person.Contact> contact(MapReader map) {
        Optional<Node.Entry> entry = map.take("contact");
        if (entry.isPresent() && entry.get().value() instanceof Node.Mapping) {
            MapReader contact = map.section("contact");
            Optional<Person.Contact> variable =
                    contact.optional("env", Forms.VARIABLE).map(Person.Contact.FromEnvironment::new);
            Optional<Person.Contact> file = contact.optionalText("file").map(Person.Contact.FromFile::new);
            if (!contact.has("env") && !contact.has("file")) {
                contact.missing("env or file");
            }
            contact.end();
            return variable.or(() -> file);
        }
        return map.optionalText("contact").map(Person.Contact.Written::new);
    }

    private static Escalation escalation(MapReader map) {
        Escalation escalation = new Escalation(
                map.value("by", Forms.choice(List.of(Escalator.values())), Escalation.DEFAULT.by()),
                map.list("levels", OnCallReader::level));
        map.end();
        return escalation;
    }

    private static Escalation.Level level(MapReader map) {
        ReadingContext context = map.context();
        String contact = map.text("contact");
        if (!contact.isEmpty()) {
            context.later(() -> {
                Set<String> known = new LinkedHashSet<>(context.defined(ReadingContext.Kind.ROLE));
                known.addAll(context.defined(ReadingContext.Kind.PERSON));
                known.addAll(context.receivers());
                if (!known.contains(contact)) {
                    context.unresolved(
                            SpecificationCode.UNKNOWN_ROLE,
                            map.locationOf("contact"),
                            "the role, person or receiver",
                            contact,
                            known);
                }
            });
        }
        Escalation.Level level = new Escalation.Level(
                map.text("level"), contact, map.required("when", Forms.WHEN, new Escalation.When.AtOnce()));
        map.end();
        return level;
    }
}
