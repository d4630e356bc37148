package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.spec.Priority;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A time that some of a system's routes heed.
 *
 * @param what it is called in messages, such as {@code maintenance window 'Patches'}
 * @param specPath its place in the specification, as a JSON pointer
 * @param horizon for how long at least it is written out where it has to be
 * @param mutes priorities that tell nobody meanwhile; none for business hours and holidays, which those that wait for them heed
 * @param writtenOut where it ends with its last date
 */
public record SystemTime(
        Kind kind,
        NamedIntervals intervals,
        String what,
        String specPath,
        Duration horizon,
        Set<Priority> mutes,
        Optional<WrittenOut> writtenOut) {

    /** What it is for. */
    public enum Kind {
        /** In it people work. */
        BUSINESS_HOURS,
        /** In it they do not. */
        HOLIDAYS,
        /** In it work is planned. */
        MAINTENANCE
    }

    public SystemTime {
        mutes = Set.copyOf(mutes);
    }

    String name() {
        return intervals.name();
    }
}
