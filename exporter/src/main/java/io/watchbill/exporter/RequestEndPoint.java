package io.watchbill.exporter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that knows how long its request has been under way: from the first byte, of a TLS hello too, until the
 * handshake is done or the answer is written. Jetty's idle timeout begins anew with every byte, so that a client which
 * drips one now and then would never meet it. Thread-safe.
 */
final class RequestEndPoint extends SocketChannelEndPoint {
    private static final long IDLE = 0;

    /** {@link System#nanoTime()} of the request's begin, or {@link #IDLE}. */
    private volatile long began = IDLE;

    private final long opened = System.nanoTime();
    private volatile boolean proven;

    RequestEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0) {
            begin();
        }
        return filled;
    }

    /** A request has begun, unless one is under way. Not only by bytes: a pipelined request's may be here already. */
    void begin() {
        if (began == IDLE) {
            long now = System.nanoTime();
            began = now == IDLE ? 1 : now;
        }
    }

    void end() {
        began = IDLE;
    }

    /** Whether the request has been under way for longer than that; never where there is none. */
    boolean isOverdue(Duration deadline) {
        long then = began;
        return then != IDLE && System.nanoTime() - then > deadline.toNanos();
    }

    /** Whether it has been open for longer than that and the head of a request has not come yet. */
    boolean isUnproven(Duration patience) {
        return !proven && System.nanoTime() - opened > patience.toNanos();
    }

    /** Ends the connection; what waits for its bytes is told. */
    void cut() {
        close(new TimeoutException("the request was not done in time"));
    }

    /** Notes the begin of a request that is being handled, and its end when it comes. */
    static void follow(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        if (endPoint instanceof RequestEndPoint connection) {
            connection.proven = true;
            connection.begin();
            Request.addCompletionListener(request, failure -> connection.end());
        }
    }
}
