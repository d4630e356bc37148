package io.watchbill.exporter;

import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery: either an answer or a problem.
 *
 * @param answer what was taken, once it is stored
 * @param problem why nothing was taken; 503 means that the same delivery may be handed in again
 */
record Taken(@Nullable IngestAnswer answer, @Nullable Problem problem) {
    static Taken of(IngestAnswer answer) {
        return new Taken(answer, null);
    }

    static Taken not(int status, String text) {
        return new Taken(null, new Problem(status, text));
    }
}
