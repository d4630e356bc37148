package io.watchbill.spec.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** Instants at which the clock on the wall reaches a time, where clocks are put forward and back. */
public final class WallClock {

    private WallClock() {}

    /** When the clock first shows that time or a later one. */
    public static Instant reaches(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null) {
            return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
        }
        return local.toInstant(zone.getRules().getOffset(local));
    }

    /** When the clock has shown an earlier time for the last time. */
    public static Instant passes(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isOverlap() && local.isAfter(change.getDateTimeAfter())) {
            return local.toInstant(change.getOffsetAfter());
        }
        return reaches(local, zone);
    }
}
