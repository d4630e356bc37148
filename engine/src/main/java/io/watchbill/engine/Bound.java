package io.watchbill.engine;

/**
 * A bound of memory.
 *
 * @param used how much of it is in use
 * @param maximum the bound itself, at least 1
 * @param dropped how often something was forgotten, or not kept apart, because there was no room
 */
public record Bound(long used, long maximum, long dropped) {
    /** How much of it is in use, as a share. */
    public double share() {
        return (double) used / maximum;
    }

    /** That of the two which is nearer to its maximum, with what both have dropped. */
    public Bound nearest(Bound other) {
        Bound nearest = share() >= other.share() ? this : other;
        return new Bound(nearest.used, nearest.maximum, dropped + other.dropped);
    }
}
