package io.watchbill.examples.flightdelay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The historical share of late flights by origin and hour of departure, smoothed: a cell counts as if it held
 * {@value #PRIOR_FLIGHTS} more flights with its hour's share, and an hour as if it held as many with the share of all.
 * Immutable.
 */
public final class DelayModel {

    /** The strength of the smoothing, in flights. */
    static final int PRIOR_FLIGHTS = 20;

    private static final int HOURS = 24;

    private final double[] hours;
    private final Map<String, double[]> cells;

    private DelayModel(double[] hours, Map<String, double[]> cells) {
        this.hours = hours;
        this.cells = cells;
    }

    /** Learns from those of the flights that are {@linkplain Flight#fitted() fitted}; the others are not looked at. */
    public static DelayModel learn(Iterable<Flight> flights) {
        Tally all = new Tally(1);
        Tally byHour = new Tally(HOURS);
        Map<String, Tally> byCell = new HashMap<>();
        for (Flight flight : flights) {
            if (flight.fitted()) {
                all.add(0, flight);
                byHour.add(flight.departureHour(), flight);
                byCell.computeIfAbsent(flight.origin(), origin -> new Tally(HOURS))
                        .add(flight.departureHour(), flight);
            }
        }
        double share = all.flights[0] == 0 ? 0 : (double) all.late[0] / all.flights[0];
        double[] overall = new double[HOURS];
        Arrays.fill(overall, share);
        double[] hours = byHour.smoothed(overall);
        Map<String, double[]> cells = new HashMap<>();
        byCell.forEach((origin, tally) -> cells.put(origin, tally.smoothed(hours)));
        return new DelayModel(hours, cells);
    }

    /**
     * The probability that a flight arrives late, rounded to four decimals; an origin never seen has its hour's share.
     *
     * @param departureHour 0 to 23
     */
    public double score(String origin, int departureHour) {
        double probability = cells.getOrDefault(origin, hours)[departureHour];
        return Math.round(probability * 10_000) / 10_000.0;
    }

    private static final class Tally {

        private final long[] late;
        private final long[] flights;

        Tally(int size) {
            late = new long[size];
            flights = new long[size];
        }

        void add(int cell, Flight flight) {
            flights[cell]++;
            if (flight.late()) {
                late[cell]++;
            }
        }

        double[] smoothed(double[] prior) {
            double[] shares = new double[flights.length];
            for (int cell = 0; cell < shares.length; cell++) {
                shares[cell] = (late[cell] + PRIOR_FLIGHTS * prior[cell]) / (flights[cell] + PRIOR_FLIGHTS);
            }
            return shares;
        }
    }
}
