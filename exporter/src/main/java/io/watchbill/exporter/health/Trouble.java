package io.watchbill.exporter.health;

/**
 * A condition that does not hold.
 *
 * @param name what the condition is about, one word such as {@code store}
 * @param what what is wrong, a sentence without its full stop
 * @param next what to do about it, a sentence without its full stop
 * @param passing whether it is no fault and goes by itself, as a start does
 */
public record Trouble(String name, String what, String next, boolean passing) {
    /** A fault. */
    public Trouble(String name, String what, String next) {
        this(name, what, next, false);
    }
}
