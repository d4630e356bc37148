package io.watchbill.examples.flightdelay;

/**
 * Simulated values as a pure function of a seed, a flight's row and a purpose: the same in every run, in any order.
 *
 * <p>A 64-bit number is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators,
 * 2014) over the three.
 */
record Dice(long seed) {

    /** What a number is drawn for; numbers for two purposes are independent. */
    enum Purpose {
        ARM,
        DELIVERED,
        FAILED,
        FEEDBACK,
        LATENCY,
        LATENCY_PHASE,
        OPINION,
        REBOOKED,
        REBOOKED_AFTER,
        VALUE
    }

    /** A number from 0 inclusive to 1 exclusive. */
    double uniform(Flight flight, Purpose purpose) {
        long bits = mixed(mixed(seed + purpose.name().hashCode()) + flight.row());
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** A standard normal number (Box and Muller), from two uniform ones. */
    double normal(Flight flight, Purpose radius, Purpose phase) {
        double distance = Math.sqrt(-2 * Math.log(1 - uniform(flight, radius)));
        return distance * Math.cos(2 * Math.PI * uniform(flight, phase));
    }

    private static long mixed(long value) {
        long bits = value + 0x9E3779B97F4A7C15L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
