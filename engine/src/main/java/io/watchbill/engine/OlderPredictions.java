package io.watchbill.engine;

import org.jspecify.annotations.Nullable;

/**
 * The predictions of one model that have left memory, and notes of what came for any of its predictions; the host keeps
 * both. All of it is bytes that the engine has made.
 */
public interface OlderPredictions {
    /** Nothing leaves memory but by being forgotten. */
    OlderPredictions NONE = (first, last, high, low) -> Held.NOTHING;

    /** What is kept of an id in the buckets {@code first … last}. */
    Held find(long first, long last, long high, long low);

    /**
     * What is kept of an id, by bucket: element 0 is the first that was asked for.
     *
     * @param predictions the prediction that was spilled last into each bucket; null where there is none
     * @param notes all notes in each bucket, one after the other in the order in which they were stored; null for none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    record Held(byte[] @Nullable [] predictions, byte[] @Nullable [] notes) {
        static final Held NOTHING = new Held(new byte[0][], new byte[0][]);
    }
}
