package io.watchbill.examples.flightdelay;

import java.time.Instant;

/** What goes wrong upstream of the model from 1 March on: faults that happen to real systems. */
public enum Bug {

    /** Nothing. */
    NONE {
        @Override
        Features corrupt(Features features) {
            return features;
        }
    },

    /** The distance arrives in kilometres instead of miles. */
    UNIT {
        @Override
        Features corrupt(Features features) {
            return new Features(
                    Math.round(features.distance() * KILOMETRES_PER_MILE), features.departureHour(), features.origin());
        }
    },

    /** A host's clock zone moves from US Eastern time to UTC: the hour of departure is five hours ahead. */
    HOURS {
        @Override
        Features corrupt(Features features) {
            return new Features(
                    features.distance(), (features.departureHour() + EASTERN_TO_UTC_HOURS) % 24, features.origin());
        }
    };

    /** When the fault begins. */
    public static final Instant SINCE = Instant.parse("2001-03-01T00:00:00Z");

    private static final double KILOMETRES_PER_MILE = 1.609344;
    private static final int EASTERN_TO_UTC_HOURS = 5;

    /** The features as the service receives them: the flight's own before {@link #SINCE}, then with the fault. */
    public Features received(Flight flight) {
        Features features = Features.of(flight);
        return flight.departure().isBefore(SINCE) ? features : corrupt(features);
    }

    abstract Features corrupt(Features features);
}
