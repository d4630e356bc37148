package io.watchbill.examples.flightdelay;

import java.time.Instant;

/**
 * One line for the exporter.
 *
 * @param time when the service would send it, to the second
 * @param kind what it tells
 * @param json the line, without its line break
 */
public record Observation(Instant time, Kind kind, String json) {

    /** What a line tells. */
    public enum Kind {
        PREDICTION,
        LABEL,
        BUSINESS,
        FEEDBACK,
        DOWNSTREAM
    }
}
