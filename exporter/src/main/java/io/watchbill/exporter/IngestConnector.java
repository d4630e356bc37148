package io.watchbill.exporter;

import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections up to a bound, and sweeps over them to cut those whose request takes longer than the deadline:
 * clients that drip headers or bodies, do not finish a TLS handshake, or do not read their answer. Connections without a
 * request stay until Jetty's idle timeout, unless all are taken: then those make room that have sent no request's head
 * within {@link #CROWDED}.
 */
final class IngestConnector extends ServerConnector {
    private static final Duration LONGEST_SWEEP = Duration.ofSeconds(1);
    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(50);

    static final Duration CROWDED = Duration.ofSeconds(2);

    private final ConnectionBound bound;
    private final Duration deadline;
    private final Refusals refusals;

    IngestConnector(
            Server server,
            ConnectionBound bound,
            Duration deadline,
            Refusals refusals,
            ConnectionFactory... factories) {
        super(server, 1, 1, factories);
        this.bound = bound;
        this.deadline = deadline;
        this.refusals = refusals;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        RequestEndPoint endPoint = new RequestEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            public void accept(SelectableChannel channel, @Nullable Object attachment) {
                if (bound.take(channel)) {
                    super.accept(channel, attachment);
                } else {
                    IO.close(channel);
                }
            }

            @Override
            protected void onAcceptFailed(SelectableChannel channel, Throwable cause, @Nullable Object attachment) {
                bound.release(channel);
                super.onAcceptFailed(channel, cause, attachment);
            }

            @Override
            protected void endPointClosed(EndPoint endPoint) {
                super.endPointClosed(endPoint);
                if (endPoint.getTransport() instanceof Channel channel) {
                    bound.release(channel);
                }
            }
        };
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sweepLater();
    }

    private void sweepLater() {
        long millis = Math.min(LONGEST_SWEEP.toMillis(), Math.max(SHORTEST_SWEEP.toMillis(), deadline.toMillis() / 10));
        getScheduler().schedule(this::sweep, millis, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        boolean full = bound.isFull();
        for (EndPoint endPoint : getConnectedEndPoints()) {
            if (endPoint instanceof RequestEndPoint connection
                    && (connection.isOverdue(deadline) || (full && connection.isUnproven(CROWDED)))) {
                refusals.add(Refusals.DEADLINE);
                connection.cut();
            }
        }
        if (isRunning()) {
            sweepLater();
        }
    }
}
