package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejections;
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
 * <p>Not thread-safe.
 */
final class ModelClock {
    /** So many events in a row make a jump believed. */
    static final int AGREEING = 100;

    private static final long UNSET = Long.MIN_VALUE;

    private final boolean replay;
    private final long longestWindow;
    private final long maximumFuture;
    private long newest = UNSET;
    private long newestArrival;
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
        return newest + Math.max(0, nanos - newestArrival) / 1_000_000;
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
                newestArrival = nanos;
            } else if (time < now(nanos) - longestWindow) {
                late++;
            }
        }
        return new Admission(times, late, newestAccepted);
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
