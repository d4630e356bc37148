package io.watchbill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of the listener for events that take their time, as many of each kind. One thread drips a byte a second on each, or
 * asks again; one that was cut is replaced.
 */
final class SlowClients implements Closeable {
    private static final String UNREAD = "GET /nothing HTTP/1.1\r\nHost: bench\r\n\r\n";
    private static final long DRIP_NANOS = 1_000_000_000L;

    private final int port;
    private final List<Slow> clients = new ArrayList<>();
    private final Thread dripping;
    private volatile boolean stopped;
    private final AtomicInteger replaced = new AtomicInteger();

    /** How a client is slow: what it sends at once, and what every second. */
    enum Kind {
        HEAD("POST /v1/observations HTTP/1.1\r\nHost: bench\r\nX-Slow: ", "x"),
        BODY(new String(Connection.postHead(1_000_000), StandardCharsets.ISO_8859_1), " "),
        /** Asks over and over, and reads no answer. */
        READER(UNREAD, UNREAD),
        /** Of a listener with TLS: a record of a handshake with 512 bytes, as far as the hello's version. */
        HELLO("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", "\u0000");

        private final String first;
        private final String drop;

        Kind(String first, String drop) {
            this.first = first;
            this.drop = drop;
        }
    }

    private record Slow(Kind kind, Socket socket, OutputStream out) {}

    SlowClients(int port, int count, Kind... kinds) throws IOException {
        this.port = port;
        for (int i = 0; i < count; i++) {
            clients.add(connect(kinds[i % kinds.length]));
        }
        dripping = new Thread(this::drip, "slow clients");
        dripping.start();
    }

    private Slow connect(Kind kind) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write(kind.first.getBytes(StandardCharsets.ISO_8859_1));
        return new Slow(kind, socket, out);
    }

    private void drip() {
        while (!stopped) {
            for (int i = 0; i < clients.size() && !stopped; i++) {
                Slow slow = clients.get(i);
                try {
                    slow.out.write(slow.kind.drop.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException cut) {
                    clients.set(i, again(slow));
                }
                LockSupport.parkNanos(DRIP_NANOS / clients.size());
            }
        }
    }

    /** A client that takes the place of one that was cut. Where none can connect, the old one is tried again. */
    private Slow again(Slow cut) {
        try {
            cut.socket.close();
            Slow next = connect(cut.kind);
            replaced.incrementAndGet();
            return next;
        } catch (IOException e) {
            return cut;
        }
    }

    /** How many were cut so far, and have come again. */
    int replaced() {
        return replaced.get();
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        try {
            dripping.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Slow slow : clients) {
            slow.socket.close();
        }
    }
}
