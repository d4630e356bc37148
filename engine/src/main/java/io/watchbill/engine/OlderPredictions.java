package io.watchbill.engine;

import org.jspecify.annotations.Nullable;

/**
 * The predictions of one model that have left memory, and notes of what came for any of its predictions; the host keeps
 * both. All of it is bytes that the engine has made. Thread-safe.
 */
public interface OlderPredictions {
    /** Nothing leaves memory but by being forgotten. */
    OlderPredictions NONE = new OlderPredictions() {
        @Override
        public byte[] @Nullable [] predictions(BucketIds ids) {
            return new byte[ids.size()][];
        }

        @Override
        public byte[] @Nullable [] notes(BucketIds ids) {
            return new byte[ids.size()][];
        }
    };

    /**
     * The prediction that was spilled last for each id into its bucket; null where there is none.
     *
     * @throws UnreadableException if they cannot be read now
     */
    byte[] @Nullable [] predictions(BucketIds ids);

    /**
     * All notes of each id in its bucket, one after the other in the order in which they were stored; null where there are
     * none.
     *
     * @throws UnreadableException if they cannot be read now
     */
    byte[] @Nullable [] notes(BucketIds ids);

    /** The host cannot read what it keeps. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
