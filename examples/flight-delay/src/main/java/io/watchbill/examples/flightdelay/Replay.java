package io.watchbill.examples.flightdelay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A service's observations in the order in which it would send them, a step of time at a time: what happens later (a
 * label on arrival, a rating) waits for its step. Not thread-safe.
 */
public final class Replay {

    // A query costs as much as reading days of flights.
    private static final Duration READ_AHEAD = Duration.ofDays(4);

    private final Flights flights;
    private final Observations observations;
    private final Duration step;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparing((Waiting line) -> line.observation.time()).thenComparingLong(line -> line.number));
    private final Deque<Flight> ahead = new ArrayDeque<>();
    private Instant position;
    private Instant aheadUntil;
    private long sent;

    /** A replay that starts at {@code from} and takes steps of the given length. */
    public Replay(Flights flights, Observations observations, Instant from, Duration step) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("a step must be longer than zero, not " + step);
        }
        this.flights = flights;
        this.observations = observations;
        this.position = from;
        this.aheadUntil = from;
        this.step = step;
    }

    /**
     * One step of the replay.
     *
     * @param from         the first instant of the step
     * @param until        the first instant after it
     * @param observations every line whose time lies in it, in order of time
     */
    public record Step(Instant from, Instant until, List<Observation> observations) {

        /** The step's lines as one NDJSON body; empty where nothing happened. */
        public String body() {
            StringBuilder body = new StringBuilder(observations.size() * 256);
            for (Observation observation : observations) {
                body.append(observation.json()).append('\n');
            }
            return body.toString();
        }
    }

    /** The next step. */
    public Step next() throws SQLException {
        Instant from = position;
        Instant until = from.plus(step);
        readAhead(until);
        while (!ahead.isEmpty() && ahead.peek().departure().isBefore(until)) {
            for (Observation observation : observations.of(ahead.remove())) {
                waiting.add(new Waiting(observation, sent++));
            }
        }
        List<Observation> due = new ArrayList<>();
        for (Waiting first = waiting.peek();
                first != null && first.observation.time().isBefore(until);
                first = waiting.peek()) {
            due.add(first.observation);
            waiting.remove();
        }
        position = until;
        return new Step(from, until, List.copyOf(due));
    }

    private void readAhead(Instant until) throws SQLException {
        while (aheadUntil.isBefore(until)) {
            Instant next = aheadUntil.plus(READ_AHEAD);
            ahead.addAll(flights.between(aheadUntil, next));
            aheadUntil = next;
        }
    }

    private record Waiting(Observation observation, long number) {}
}
