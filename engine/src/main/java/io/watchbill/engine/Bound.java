package io.watchbill.engine;

/**
 * A bound of memory.
 *
 * @param used how much of it is in use
 * @param maximum the bound itself, at least 0
 * @param dropped how often something was forgotten, or not kept apart, because there was no room
 */
public record Bound(long used, long maximum, long dropped) {
    /** How much of it is in use, as a share. */
    public double share() {
        return (double) used / maximum;
    }

    /** Both together. */
    Bound plus(Bound other) {
        return new Bound(used + other.used, maximum + other.maximum, dropped + other.dropped);
    }
}
