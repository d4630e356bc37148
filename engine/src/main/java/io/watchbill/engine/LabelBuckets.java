package io.watchbill.engine;

import java.time.Duration;

/**
 * Time cut into parts of a fourteenth of the longest time that a label may take. Predictions are kept, counted and given
 * up by the part they were made in: one is open until its whole part is older than that time.
 */
final class LabelBuckets {
    /** Parts for each longest time; a prediction is given up at most one part late. */
    static final int PER_DELAY = 14;

    private final long width;
    private final long delay;

    LabelBuckets(Duration maximumLabelDelay) {
        this.delay = maximumLabelDelay.toMillis();
        this.width = Math.max(1, delay / PER_DELAY);
    }

    /** How long each is, in milliseconds. */
    long width() {
        return width;
    }

    /** The bucket of a time. */
    long of(long millis) {
        return Math.floorDiv(millis, width);
    }

    /** Where a bucket starts. */
    long start(long bucket) {
        return bucket * width;
    }

    /** The oldest bucket that is open when the clock shows that time. */
    long firstOpen(long clock) {
        return of(clock - delay);
    }
}
