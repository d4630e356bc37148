package io.watchbill.exporter;

import java.time.Duration;

/**
 * Bounds of what is held of CloudEvents.
 *
 * @param maximumQueue bytes of events that are answered and not yet read
 * @param maximumWaiting bytes of requests and responses that wait for one another
 * @param patience how long they wait
 * @param tensorDepth how deep arrays may nest in a tensor
 */
record CloudEventsSettings(long maximumQueue, long maximumWaiting, Duration patience, int tensorDepth) {
    /** What every event costs beside its data. */
    static final int OVERHEAD = 512;
}
