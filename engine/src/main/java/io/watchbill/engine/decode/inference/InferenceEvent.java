package io.watchbill.engine.decode.inference;

import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent with one half of a call of a model.
 *
 * @param origin who sent it: what the request and the response of one call have in common beside their id
 * @param time when it was sent, as written; null where it does not say
 * @param service the name of the InferenceService; null where it does not say
 * @param endpoint which of its endpoints answered, such as {@code canary}; null where it does not say
 * @param data the payload
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through
public record InferenceEvent(
        Half half,
        String id,
        String origin,
        @Nullable String time,
        @Nullable String service,
        @Nullable String endpoint,
        byte[] data) {
    /** Which half of a call. */
    public enum Half {
        REQUEST,
        RESPONSE
    }
}
