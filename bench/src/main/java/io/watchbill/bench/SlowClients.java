package io.watchbill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of the listener for events that take their time: a third drips the head of a request, a third its body, and a third asks
 * over and over without ever reading an answer. One thread drips a byte a second on each; one that was cut is replaced.
 */
final class SlowClients implements Closeable {
    private static final String DRIPPED_HEAD = "POST /v1/observations HTTP/1.1\r\nHost: bench\r\nX-Slow: ";
    private static final String DRIPPED_BODY = new String(Connection.postHead(1_000_000), StandardCharsets.US_ASCII);
    private static final String UNREAD = "GET /nothing HTTP/1.1\r\nHost: bench\r\n\r\n";
    private static final long DRIP_NANOS = 1_000_000_000L;

    private final int port;
    private final List<Slow> clients = new ArrayList<>();
    private final Thread dripping;
    private volatile boolean stopped;

    private record Slow(Socket socket, OutputStream out, String first, String drop) {}

    SlowClients(int port, int count) throws IOException {
        this.port = port;
        for (int i = 0; i < count; i++) {
            clients.add(
                    switch (i % 3) {
                        case 0 -> connect(DRIPPED_HEAD, "x");
                        case 1 -> connect(DRIPPED_BODY, " ");
                        default -> connect(UNREAD, UNREAD);
                    });
        }
        dripping = new Thread(this::drip, "slow clients");
        dripping.start();
    }

    private Slow connect(String first, String drop) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write(first.getBytes(StandardCharsets.US_ASCII));
        return new Slow(socket, out, first, drop);
    }

    private void drip() {
        while (!stopped) {
            for (int i = 0; i < clients.size() && !stopped; i++) {
                Slow slow = clients.get(i);
                try {
                    slow.out.write(slow.drop.getBytes(StandardCharsets.US_ASCII));
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
            return connect(cut.first, cut.drop);
        } catch (IOException e) {
            return cut;
        }
    }

    /** How many there are. */
    int count() {
        return clients.size();
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
