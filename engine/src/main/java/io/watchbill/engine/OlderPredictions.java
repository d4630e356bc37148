package io.watchbill.engine;

import org.jspecify.annotations.Nullable;

/**
 * The predictions of one model that have left memory, and notes of what came for any of its predictions; the host keeps
 * both. All of it is bytes that the engine has made.
 */
public interface OlderPredictions {
    /** Nothing leaves memory but by being forgotten. */
    OlderPredictions NONE = new OlderPredictions() {
        @Override
        public byte @Nullable [] prediction(long bucket, long high, long low) {
            return null;
        }

        @Override
        public byte @Nullable [] notes(long bucket, long high, long low) {
            return null;
        }
    };

    /** The prediction of that id that was spilled last into a bucket; null if there is none. */
    byte @Nullable [] prediction(long bucket, long high, long low);

    /** All notes of that id in a bucket, one after the other in the order in which they were stored; null for none. */
    byte @Nullable [] notes(long bucket, long high, long low);
}
