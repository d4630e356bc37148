package io.watchbill.engine;

/**
 * A model's event clock at one moment, in milliseconds since 1970; all {@link Long#MIN_VALUE} before the first event.
 *
 * @param clockMillis E itself
 * @param newestMillis the time of the newest event
 * @param arrivalMillis the wall time at which the newest event arrived
 */
public record ClockReading(long clockMillis, long newestMillis, long arrivalMillis) {
    static final ClockReading UNSET = new ClockReading(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    /** Whether there was no event yet. */
    public boolean isUnset() {
        return newestMillis == Long.MIN_VALUE;
    }
}
