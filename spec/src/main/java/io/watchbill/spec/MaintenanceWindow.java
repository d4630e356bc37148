package io.watchbill.spec;

import io.watchbill.spec.calendar.Frequency;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A time at which work is planned.
 *
 * @param timezone of the frequency; by default the on-call's
 * @param mutes priorities that notify nobody meanwhile
 * @param excludes what the window is taken out of
 */
public record MaintenanceWindow(
        String name,
        Frequency frequency,
        Duration duration,
        ZoneId timezone,
        String activities,
        Set<Priority> mutes,
        Set<Exclusion> excludes) {
    public static final List<Priority> DEFAULT_MUTES = List.of(Priority.P3, Priority.P4);

    public MaintenanceWindow {
        mutes = Ordered.copyOf(mutes);
        excludes = Ordered.copyOf(excludes);
    }
}
