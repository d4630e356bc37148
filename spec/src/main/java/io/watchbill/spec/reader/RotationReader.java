package io.watchbill.spec.reader;

import io.watchbill.spec.Rotation;
import io.watchbill.spec.calendar.RotationSchedule;
import io.watchbill.spec.finding.Location;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code onCall.rotations}. */
final class RotationReader {
    private static final LocalDateTime SOME_DAY = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final RotationSchedule DAILY = new RotationSchedule(1, SOME_DAY);

    private RotationReader() {}

    static Rotation read(MapReader map) {
        String role = map.text("role");
        if (!role.isEmpty()) {
            map.context().define(ReadingContext.Kind.ROLE, role, map.locationOf("role"));
        }
        Map<String, String> external = map.has("external") ? TextMaps.read(map, "external") : Map.of();
        if (!external.isEmpty()) {
            Map.Entry<String, String> schedule = external.entrySet().iterator().next();
            map.end();
            return new Rotation.External(role, schedule.getKey(), schedule.getValue());
        }
        List<Rotation.Shift> shifts = map.has("shifts")
                ? map.list("shifts", RotationReader::shift)
                : List.of(new Rotation.Shift(
                        Optional.empty(),
                        map.required("schedule", Forms.ROTATION, DAILY),
                        members(map),
                        Optional.empty(),
                        Optional.empty()));
        List<Rotation.StandIn> overrides =
                map.has("overrides") ? map.list("overrides", RotationReader::override) : List.of();
        overlaps(map, overrides);
        map.end();
        return new Rotation.Scheduled(role, shifts, overrides);
    }

    private static Rotation.Shift shift(MapReader map) {
        Rotation.Shift shift = new Rotation.Shift(
                map.optionalText("name"),
                map.required("schedule", Forms.ROTATION, DAILY),
                members(map),
                map.optional("hours", Forms.SHIFT_HOURS),
                map.optional("timezone", Forms.ZONE));
        map.end();
        return shift;
    }

    private static Rotation.StandIn override(MapReader map) {
        Rotation.StandIn override = new Rotation.StandIn(
                map.text("member"),
                map.required("from", Forms.MOMENT, SOME_DAY),
                map.required("to", Forms.MOMENT, LocalDateTime.MAX));
        map.take("member").ifPresent(entry -> people(map.context(), entry.value()));
        if (!override.to().isAfter(override.from())) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.BAD_RANGE,
                            map.locationOf("to"),
                            "the override ends before it begins",
                            Optional.of("a time after " + Forms.MOMENT.write(override.from())),
                            Optional.empty());
        }
        map.end();
        return override;
    }

    /** Of those that were read as they are meant. */
    private static void overlaps(MapReader map, List<Rotation.StandIn> overrides) {
        for (int second = 1; second < overrides.size(); second++) {
            Rotation.StandIn two = overrides.get(second);
            for (Rotation.StandIn one : overrides.subList(0, second)) {
                boolean read = isRead(one) && isRead(two);
                if (read && one.from().isBefore(two.to()) && two.from().isBefore(one.to())) {
                    map.context()
                            .findings()
                            .add(
                                    SpecificationCode.OVERLAPPING_OVERRIDES,
                                    item(map, second),
                                    "the override of " + Printed.quoted(two.member()) + " overlaps that of "
                                            + Printed.quoted(one.member()),
                                    Optional.of("one that begins at or after " + Forms.MOMENT.write(one.to())
                                            + ", or ends by " + Forms.MOMENT.write(one.from())),
                                    Optional.empty());
                }
            }
        }
    }

    private static boolean isRead(Rotation.StandIn one) {
        return one.to().isAfter(one.from())
                && !one.from().equals(SOME_DAY)
                && !one.to().equals(LocalDateTime.MAX);
    }

    private static Location item(MapReader map, int index) {
        return map.take("overrides")
                .map(Node.Entry::value)
                .filter(Node.Sequence.class::isInstance)
                .map(value -> ((Node.Sequence) value).items().get(index).location())
                .orElse(map.anchor());
    }

    private static List<String> members(MapReader map) {
        List<String> members = map.values("members", Forms.TEXT, List.of());
        if (members.isEmpty()) {
            map.missing("members");
        }
        map.take("members").ifPresent(entry -> people(map.context(), entry.value()));
        return members;
    }

    private static void people(ReadingContext context, Node members) {
        List<Node> items = members instanceof Node.Sequence sequence ? sequence.items() : List.of(members);
        context.later(() -> {
            for (Node item : items) {
                Set<String> people = context.defined(ReadingContext.Kind.PERSON);
                if (item instanceof Node.Scalar scalar && !people.contains(scalar.text())) {
                    context.unresolved(
                            SpecificationCode.UNKNOWN_PERSON, scalar.location(), "the person", scalar.text(), people);
                }
            }
        });
    }
}
