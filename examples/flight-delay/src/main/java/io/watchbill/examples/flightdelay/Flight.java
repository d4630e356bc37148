package io.watchbill.examples.flightdelay;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * One flight of the data.
 *
 * @param row           its place in {@code flights.parquet}, from 0; every simulated value is a function of it
 * @param departure     when it left; the data's local time of the airport, read as UTC
 * @param delayMinutes  how late it arrived; negative when early
 * @param distanceMiles how far it flew
 * @param origin        the airport's three-letter code
 */
public record Flight(long row, Instant departure, int delayMinutes, int distanceMiles, String origin) {

    /** A flight that arrives more than this many minutes late is {@code delayed}. */
    public static final int LATE_AFTER_MINUTES = 15;

    /** The flight's id on the wire: {@code flight-} and its row. */
    public String id() {
        return "flight-" + row;
    }

    /** The hour of departure, 0 to 23. */
    public int departureHour() {
        return departure.atOffset(ZoneOffset.UTC).getHour();
    }

    /** Whether it arrived more than 15 minutes late: what the model predicts. */
    public boolean late() {
        return delayMinutes > LATE_AFTER_MINUTES;
    }

    /**
     * Whether the model is learnt from this flight (true) or it is held out for the profile (false): bit 31 of the
     * row times Knuth's 2654435761, so that each half is spread evenly over days and hours.
     */
    public boolean fitted() {
        long bit = (row * 2_654_435_761L) >> 31;
        return bit % 2 == 0;
    }
}
