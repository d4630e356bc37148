package io.watchbill.bench;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;

/** One kept HTTP connection on a raw socket, with TLS or without: the least that a client can cost. */
final class Connection implements Closeable {
    private static final int BUFFER = 64 << 10;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[8 << 10];

    Connection(int port) throws IOException {
        this(SocketFactory.getDefault(), port);
    }

    Connection(SocketFactory sockets, int port) throws IOException {
        socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        if (socket instanceof SSLSocket secured) {
            // Else the first request does it, while it is timed.
            secured.startHandshake();
        }
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    /** The head of a POST of events of that length. */
    static byte[] postHead(int length) {
        return ("POST /v1/observations HTTP/1.1\r\nHost: bench\r\nContent-Type: application/x-ndjson\r\n"
                        + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A whole GET. */
    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a request that is ready as it is, and reads the answer to its end; gives the status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        String status = readLine();
        int length = 0;
        boolean chunked = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                in.skipNBytes(size + 2L);
            }
            readLine();
        } else {
            in.skipNBytes(length);
        }
        return Integer.parseInt(status.substring(9, 12));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(readLine(), 16);
    }

    private String readLine() throws IOException {
        int length = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line[length++] = (byte) c;
            }
        }
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
