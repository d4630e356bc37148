package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model's event clock E: the newest accepted event time and the monotonic time since that event arrived.
 *
 * <ol>
 *   <li>E never goes back, and runs on when events stop.
 *   <li>An event further than the maximum ahead of the wall clock never moves it.
 *   <li>An event that would move E by more than the longest window does so only after {@value #AGREEING} such in a row
 *       agree, so that one sender with a wrong clock cannot empty every window.
 * </ol>
 *
 * <p>After a restart E goes on from the {@link ClockReading} that was kept; the streak of events that ask for a jump
 * is not kept and starts anew. Not thread-safe.
 */
final class ModelClock {
    /** So many events in a row make a jump believed. */
    static final int AGREEING = 100;

    private static final long UNSET = Long.MIN_VALUE;

    private final boolean replay;
    private final long longestWindow;
    private final long maximumFuture;
    private long newest = UNSET;
    /** The wall time at which the newest event arrived. */
    private long newestArrival;
    /** A monotonic time, and how long before it the newest event arrived. */
    private long mark;

    private long elapsedAtMark;
    /** The latest E that anybody was told. */
    private long latest = UNSET;

    private int jumps;
    private long jumpTo;

    /**
     * @param replay whether lines without a time happen at E; else at their arrival
     * @param longestWindow how far one event may move E
     * @param maximumFuture how far ahead of the wall clock an event may be
     */
    ModelClock(boolean replay, Duration longestWindow, Duration maximumFuture) {
        this.replay = replay;
        this.longestWindow = longestWindow.toMillis();
        this.maximumFuture = maximumFuture.toMillis();
    }

    /** Whether any event has set the clock. */
    boolean isSet() {
        return newest != UNSET;
    }

    /** E in milliseconds since 1970. */
    long now(long nanos) {
        return newest + elapsedAtMark + Math.max(0, nanos - mark) / 1_000_000;
    }

    /** E with what it is made of, to continue from after a restart. */
    ClockReading read(long nanos) {
        if (!isSet()) {
            return ClockReading.UNSET;
        }
        return new ClockReading(told(nanos), newest, newestArrival);
    }

    /** E, which from now on is the least that it can be after a restart. */
    long told(long nanos) {
        latest = Math.max(latest, now(nanos));
        return now(nanos);
    }

    void save(StateWriter to) {
        to.flag(isSet());
        if (isSet()) {
            to.signed(latest);
            to.signed(newest);
            to.signed(newestArrival);
        }
    }

    /** Goes on from what was saved, as {@link #resume}. */
    void restore(StateReader from, long wallMillis, long nanos) {
        if (from.flag()) {
            resume(new ClockReading(from.signed(), from.signed(), from.signed()), wallMillis, nanos);
        }
    }

    /**
     * Goes on from a reading of before a restart: E is the newest event's time and the wall time since it arrived, at
     * least 0, and not before what was read. A reading that is older than this clock changes nothing. That some events in
     * a row asked for a jump is forgotten.
     */
    void resume(ClockReading reading, long wallMillis, long nanos) {
        if (reading.isUnset() || (isSet() && reading.newestMillis() < newest)) {
            return;
        }
        long before = isSet() ? now(nanos) : UNSET;
        newest = reading.newestMillis();
        newestArrival = reading.arrivalMillis();
        latest = Math.max(latest, reading.clockMillis());
        mark = nanos;
        elapsedAtMark = Math.max(Math.max(0, wallMillis - newestArrival), Math.max(latest, before) - newest);
    }

    /** Decides over the rows in their order, and moves E. */
    Admission admit(DecodedBatch batch, long wallMillis, long nanos, Rejections rejections) {
        long[] times = new long[batch.rows()];
        int late = 0;
        long newestAccepted = Admission.REJECTED;
        for (int row = 0; row < times.length; row++) {
            long time = batch.time(row);
            if (time == DecodedBatch.NO_TIME) {
                time = replay && isSet() ? now(nanos) : wallMillis;
            }
            String reason = refusal(time, wallMillis, nanos);
            if (reason != null) {
                times[row] = Admission.REJECTED;
                rejections.add(batch.line(row), IngestResult.FUTURE, reason);
                continue;
            }
            times[row] = time;
            newestAccepted = Math.max(newestAccepted, time);
            if (!isSet() || time > now(nanos)) {
                newest = time;
                newestArrival = wallMillis;
                mark = nanos;
                elapsedAtMark = 0;
            } else if (time < now(nanos) - longestWindow) {
                late++;
            }
        }
        return new Admission(read(nanos), times, late, newestAccepted);
    }

    private @Nullable String refusal(long time, long wallMillis, long nanos) {
        if (time > wallMillis + maximumFuture) {
            return "time: more than " + Duration.ofMillis(maximumFuture).toSeconds()
                    + " s ahead of this exporter's clock; is the sender's clock right?";
        }
        if (!isSet() || time <= now(nanos) + longestWindow) {
            jumps = 0;
            return null;
        }
        jumps = jumps > 0 && Math.abs(time - jumpTo) <= longestWindow ? jumps + 1 : 1;
        if (jumps == 1) {
            jumpTo = time;
        }
        if (jumps >= AGREEING) {
            jumps = 0;
            return null;
        }
        return "time: further ahead of this model's newest event than its longest window; " + AGREEING
                + " such events in a row are believed";
    }
}
