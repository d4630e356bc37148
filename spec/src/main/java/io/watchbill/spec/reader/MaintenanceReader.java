package io.watchbill.spec.reader;

import io.watchbill.spec.Exclusion;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.calendar.ClockChanges;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.time.Duration;
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
        MaintenanceWindow window = new MaintenanceWindow(
                name,
                map.required("frequency", Forms.FREQUENCY, DAILY),
                map.required("duration", Forms.POSITIVE_DURATION, Duration.ofHours(1)),
                map.value("timezone", Forms.ZONE, timezone),
                map.text("activities", ""),
                new LinkedHashSet<>(map.values("mutes", Forms.PRIORITY, MaintenanceWindow.DEFAULT_MUTES)),
                new LinkedHashSet<>(map.values("excludes", Forms.choice(List.of(Exclusion.values())), List.of())));
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
}
