package io.watchbill.engine.decode;

import java.util.List;

/**
 * What a body held.
 *
 * @param batches the events by model, in line order; at most {@value DecodedBatch#MOST_ROWS} rows each
 * @param rejections the lines that are no event
 * @param lines how many lines (or elements) were not blank
 * @param objects how many of them were JSON objects at all; 0 of several means that the body is not what it claims
 */
public record Decoded(List<DecodedBatch> batches, Rejections rejections, int lines, int objects) {
    public Decoded {
        batches = List.copyOf(batches);
    }

    /** How many events were read. */
    public int events() {
        int events = 0;
        for (DecodedBatch batch : batches) {
            events += batch.rows();
        }
        return events;
    }

    /** Whether there are events, and every one has an id. */
    public boolean allWithIds() {
        return !batches.isEmpty() && batches.stream().allMatch(DecodedBatch::allWithIds);
    }
}
