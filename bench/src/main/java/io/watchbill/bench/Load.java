package io.watchbill.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/** Senders on raw sockets, with bodies that are ready before the clock starts; every event with an id has a new one. */
final class Load {
    private static final int BODIES = 32;

    private final SocketFactory sockets;
    private final int port;
    private final int connections;
    private final AtomicLong ids = new AtomicLong();

    Load(int port, int connections) {
        this(SocketFactory.getDefault(), port, connections);
    }

    /** @param sockets with TLS, where the exporter has it */
    Load(SocketFactory sockets, int port, int connections) {
        this.sockets = sockets;
        this.port = port;
        this.connections = connections;
    }

    /** Sends as fast as it is answered; gives the events that were acknowledged. */
    long asFastAsPossible(double seconds, boolean withIds) throws InterruptedException, ExecutionException {
        long events = 0;
        for (long sent : all(
                sender -> {
                    long count = 0;
                    long end = sender.startNanos + (long) (seconds * 1e9);
                    for (int next = 0; System.nanoTime() < end; next++) {
                        sender.send(next);
                        count += Workload.EVENTS;
                    }
                    return count;
                },
                withIds)) {
            events += sent;
        }
        return events;
    }

    /**
     * Sends at a steady rate. A body that is due while another is under way is late: its latency begins when it was due.
     *
     * @return the latency in milliseconds that 99 of 100 bodies do not exceed
     */
    double p99Millis(double eventsPerSecond, double seconds, boolean withIds)
            throws InterruptedException, ExecutionException {
        long pause = (long) (1e9 * Workload.EVENTS * connections / eventsPerSecond);
        AtomicLong number = new AtomicLong();
        List<Double> all = all(
                        sender -> {
                            List<Double> millis = new ArrayList<>();
                            long start = sender.startNanos;
                            long end = start + (long) (seconds * 1e9);
                            long due = start + pause * number.getAndIncrement() / connections;
                            for (int next = 0; due < end; next++, due += pause) {
                                while (System.nanoTime() < due) {
                                    LockSupport.parkNanos(due - System.nanoTime());
                                }
                                sender.send(next);
                                millis.add((System.nanoTime() - due) / 1e6);
                            }
                            return millis;
                        },
                        withIds)
                .stream()
                .flatMap(List::stream)
                .toList();
        return Quantile.of(all, 0.99);
    }

    private interface Sending<T> {
        T with(Sender sender) throws IOException;
    }

    private <T> List<T> all(Sending<T> sending, boolean withIds) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        AtomicLong start = new AtomicLong();
        // Bodies take a while to make: nobody starts before all have theirs.
        CyclicBarrier ready = new CyclicBarrier(connections, () -> start.set(System.nanoTime()));
        try {
            List<Callable<T>> senders = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                long seed = 1_000L * i;
                senders.add(() -> {
                    try (Sender sender = new Sender(seed, withIds)) {
                        ready.await();
                        sender.startNanos = start.get();
                        return sending.with(sender);
                    }
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(senders)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    /** One connection with its bodies. */
    private final class Sender implements AutoCloseable {
        private final Connection connection = new Connection(sockets, port);
        private final byte[][] requests = new byte[BODIES][];
        private final int[][] offsets = new int[BODIES][];
        private final boolean withIds;
        private long startNanos;

        private Sender(long seed, boolean withIds) throws IOException {
            this.withIds = withIds;
            for (int i = 0; i < BODIES; i++) {
                requests[i] = request(Workload.EVENT.body(seed + i, withIds));
                offsets[i] = withIds ? Workload.idOffsets(requests[i]) : new int[0];
            }
        }

        private void send(int number) throws IOException {
            int next = number % BODIES;
            if (withIds) {
                Workload.number(requests[next], offsets[next], ids.getAndAdd(Workload.EVENTS));
            }
            accept(connection.exchange(requests[next]));
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /** A whole POST. */
    static byte[] request(byte[] body) {
        byte[] head = Connection.postHead(body.length);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    static void accept(int status) throws IOException {
        if (status != 200) {
            throw new IOException("the exporter answered " + status);
        }
    }
}
