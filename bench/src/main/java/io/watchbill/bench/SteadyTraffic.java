package io.watchbill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * Predictions of one model after the other at a steady rate, and their labels: of 100 predictions 45 get theirs after a
 * minute, 45 after five, when they have left memory, and 10 never.
 */
final class SteadyTraffic implements Closeable {
    private static final int BODIES = 2;
    private static final long SOON = Duration.ofMinutes(1).toNanos();
    private static final long LATER = Duration.ofMinutes(5).toNanos();
    private static final int HALF = 45;

    private final Connection connection;
    private final byte[][] requests;
    private final int[][] offsets;
    private final int models;
    private final long pause;
    private final Queue<Due> soon = new ArrayDeque<>();
    private final Queue<Due> later = new ArrayDeque<>();
    private long sent;
    private long labels;

    /** Labels that a body's predictions are to get. */
    private record Due(long nanos, int model, long firstId) {}

    SteadyTraffic(int port, Fleet fleet, double eventsPerSecond) throws IOException {
        models = fleet.models();
        pause = (long) (1e9 * Workload.EVENTS / eventsPerSecond);
        requests = new byte[models * BODIES][];
        offsets = new int[requests.length][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = Load.request(fleet.body(i % models, i));
            offsets[i] = Workload.idOffsets(requests[i]);
        }
        connection = new Connection(port);
    }

    /** Sends for so long; what is due while another request is under way follows at once. */
    void send(Duration duration) throws IOException {
        long start = System.nanoTime();
        for (long due = start; due - start < duration.toNanos(); due += pause) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            predictions();
            labels(soon, 0);
            labels(later, HALF);
        }
    }

    private void predictions() throws IOException {
        int next = (int) (sent / Workload.EVENTS % requests.length);
        Workload.number(requests[next], offsets[next], sent);
        Load.accept(connection.exchange(requests[next]));
        long now = System.nanoTime();
        soon.add(new Due(now + SOON, next % models, sent));
        later.add(new Due(now + LATER, next % models, sent));
        sent += Workload.EVENTS;
    }

    private void labels(Queue<Due> queue, int from) throws IOException {
        for (Due due = queue.peek(); due != null && due.nanos() <= System.nanoTime(); due = queue.peek()) {
            StringBuilder body = new StringBuilder();
            for (long id = due.firstId() + from; id < due.firstId() + from + HALF; id++) {
                body.append("{\"kind\":\"label\",\"model\":\"")
                        .append(Fleet.name(due.model()))
                        .append("\",\"id\":\"")
                        .append(Workload.id(id))
                        .append("\",\"label\":\"yes\"}\n");
            }
            Load.accept(connection.exchange(Load.request(body.toString().getBytes(StandardCharsets.US_ASCII))));
            queue.remove();
            labels += HALF;
        }
    }

    /** Predictions that were acknowledged. */
    long sent() {
        return sent;
    }

    /** Labels that were acknowledged. */
    long labels() {
        return labels;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
