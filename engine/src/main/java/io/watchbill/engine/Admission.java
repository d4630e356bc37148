package io.watchbill.engine;

/** Which rows of a decoded batch are accepted, and at which time. Immutable. */
public final class Admission {
    /** The time of a row that was not accepted. */
    public static final long REJECTED = Long.MIN_VALUE;

    private final ClockReading clock;
    private final long[] times;
    private final int late;
    private final long newest;

    Admission(ClockReading clock, long[] times, int late, long newest) {
        this.clock = clock;
        this.times = times;
        this.late = late;
        this.newest = newest;
    }

    /** The model's clock after these rows. */
    public ClockReading clock() {
        return clock;
    }

    /** The row's time in milliseconds since 1970, or {@link #REJECTED}. */
    public long time(int row) {
        return times[row];
    }

    /** Whether the row is accepted. */
    boolean accepted(int row) {
        return times[row] != REJECTED;
    }

    /** How many accepted rows are older than every window. */
    public int late() {
        return late;
    }

    /** The newest accepted time, or {@link #REJECTED} if there is none. */
    public long newest() {
        return newest;
    }
}
