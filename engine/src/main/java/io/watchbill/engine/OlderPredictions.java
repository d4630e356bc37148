package io.watchbill.engine;

import java.util.BitSet;
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

        @Override
        public BitSet damaged(BucketIds ids) {
            return new BitSet();
        }

        @Override
        public void givenUp(int ids) {}
    };

    /**
     * The prediction that was spilled last for each id into its bucket; null where there is none, and where it is
     * {@link #damaged}.
     *
     * @throws UnreadableException if they cannot be read now
     */
    byte[] @Nullable [] predictions(BucketIds ids);

    /**
     * All notes of each id in its bucket, one after the other in the order in which they were stored; null where there are
     * none, empty where they are damaged.
     *
     * @throws UnreadableException if they cannot be read now
     */
    byte[] @Nullable [] notes(BucketIds ids);

    /**
     * Where a prediction may be kept that nobody can read any more. Asked only of ids of which {@link #predictions} found
     * none: it takes longer.
     *
     * @return places in {@code ids}
     * @throws UnreadableException if they cannot be read now
     */
    BitSet damaged(BucketIds ids);

    /** Labels and events of so many ids of a stored batch go without their prediction, because it cannot be read. */
    void givenUp(int ids);

    /** The host cannot read what it keeps. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
