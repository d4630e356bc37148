package io.watchbill.exporter;

import io.watchbill.engine.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * What a source hands in.
 *
 * @param source the name that counters show
 * @param key what makes a repeated delivery known again; null where nothing does
 * @param position how far a stream is read once this is stored; null for what cannot be read again
 */
record Delivery(
        String source,
        Decoded decoded,
        @Nullable DeliveryKey key,
        @Nullable Position position) {}
