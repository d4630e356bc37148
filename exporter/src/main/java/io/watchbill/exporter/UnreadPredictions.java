package io.watchbill.exporter;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What could not be read of the predictions in the store: for the log, now and then, and for the page. Thread-safe. */
final class UnreadPredictions {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadPredictions.class);

    private final AtomicLong givenUp = new AtomicLong();
    private final Seldom refused = new Seldom(System::nanoTime);
    private final Seldom lost = new Seldom(System::nanoTime);

    /** A body is refused, because the disk fails. */
    void refused(String why) {
        if (refused.now()) {
            LOG.error(
                    "predictions cannot be read, senders of their labels are asked to send them again: {} (told once a"
                            + " minute at most)",
                    why);
        }
    }

    /** Labels and events of so many ids are taken without their prediction, for good. */
    void givenUp(int ids) {
        long total = givenUp.addAndGet(ids);
        if (lost.now()) {
            LOG.error(
                    "predictions in the store are damaged or cannot be read: {} labels and business events since the start"
                            + " are counted as if theirs had not come (told once a minute at most)",
                    total);
        }
    }

    /** Ids that were given up since the start. */
    long total() {
        return givenUp.get();
    }
}
