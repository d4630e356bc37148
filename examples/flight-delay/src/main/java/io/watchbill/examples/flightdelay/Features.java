package io.watchbill.examples.flightdelay;

/**
 * What the service receives about a flight.
 *
 * @param distance      in miles, unless something upstream is broken
 * @param departureHour 0 to 23
 * @param origin        the airport's three-letter code
 */
public record Features(long distance, int departureHour, String origin) {

    static Features of(Flight flight) {
        return new Features(flight.distanceMiles(), flight.departureHour(), flight.origin());
    }
}
