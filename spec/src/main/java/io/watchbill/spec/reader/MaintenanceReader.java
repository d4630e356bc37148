package io.watchbill.spec.reader;

import io.watchbill.spec.Exclusion;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.calendar.ClockChanges;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads {@code maintenance}. */
final class MaintenanceReader {
    private static final Frequency DAILY = new Frequency(new Recurrence.Daily(1, Optional.empty()), LocalTime.MIDNIGHT);

    private MaintenanceReader() {}

    static List<MaintenanceWindow> read(MapReader root, ZoneId timezone) {
        return root.list("maintenance", map -> window(map, timezone));
    }

    private static MaintenanceWindow window(MapReader map, ZoneId timezone) {
        String name = map.text("name");
        if (!name.isEmpty()) {
            map.context().define(ReadingContext.Kind.MAINTENANCE, name, map.locationOf("name"));
        }
        Frequency frequency = map.required("frequency", Forms.FREQUENCY, DAILY);
        Duration written = duration(map, frequency);
        ZoneId zone = map.value("timezone", Forms.ZONE, timezone);
        MaintenanceWindow window = new MaintenanceWindow(
                name,
                frequency,
                frequency
                        .end()
                        .map(end -> Duration.between(start(frequency).atZone(zone), end.atZone(zone)))
                        .filter(length -> !length.isNegative() && !length.isZero())
                        .orElse(written),
                zone,
                map.text("activities", ""),
                new LinkedHashSet<>(map.values("mutes", Forms.PRIORITY, MaintenanceWindow.DEFAULT_MUTES)),
                new LinkedHashSet<>(map.values("excludes", Forms.choice(List.of(Exclusion.values())), List.of())),
                map.value("horizon", Forms.POSITIVE_DURATION, MaintenanceWindow.DEFAULT_HORIZON));
        if (window.excludes().contains(Exclusion.SLO) && !MaintenanceWindow.isCalendar(frequency.recurrence())) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.EXCLUDED_RULE,
                            map.locationOf("frequency"),
                            "no recorded series can follow the rule "
                                    + Printed.quoted(frequency.recurrence().text()),
                            Optional.of(
                                    "for excludes: [slo] a rule without BYSETPOS and without weekdays counted through the year"),
                            Optional.empty());
        }
        if (window.excludes().contains(Exclusion.SLO)
                && ClockChanges.of(window.timezone()).isEmpty()) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.IRREGULAR_CLOCKS,
                            map.locationOf("timezone"),
                            "the clocks of " + window.timezone() + " change by decree",
                            Optional.of(
                                    "for excludes: [slo] a zone whose clocks change by a yearly rule or never, such as UTC"),
                            Optional.empty());
        }
        map.end();
        return window;
    }

    /** A frequency with an end of its own has no duration beside it, so that the two cannot differ. */
    private static Duration duration(MapReader map, Frequency frequency) {
        if (frequency.end().isEmpty()) {
            return map.required("duration", Forms.POSITIVE_DURATION, Duration.ofHours(1));
        }
        if (map.has("duration")) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.BAD_DURATION,
                            map.locationOf("duration"),
                            "the frequency says already when the window is over",
                            Optional.of("no duration, or a frequency without 'to'"),
                            Optional.empty());
        }
        return Duration.ofHours(1);
    }

    private static LocalDateTime start(Frequency frequency) {
        return ((Recurrence.Once) frequency.recurrence()).date().atTime(frequency.time());
    }
}
