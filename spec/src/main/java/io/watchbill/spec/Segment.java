package io.watchbill.spec;

/**
 * Part of the traffic that gets model metrics of its own, by value.
 *
 * @param maximumValues values kept apart; later ones are {@code other}
 */
public record Segment(String name, int maximumValues) {
    /** Values kept apart where nothing else is written. */
    public static final int DEFAULT_MAXIMUM_VALUES = 100;
}
