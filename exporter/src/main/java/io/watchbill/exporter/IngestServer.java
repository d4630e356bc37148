package io.watchbill.exporter;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listener for events, on Jetty. */
final class IngestServer implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int MOST_CONNECTIONS_WAITING = 256;
    private static final int HEADER_BYTES = 8 << 10;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** Its own start-up lines say nothing that ours do not. Held, because a logger nobody holds forgets its level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private final Server server;
    private final ServerConnector connector;

    private IngestServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Binds and takes requests from now on. */
    static IngestServer start(InetSocketAddress address, Handler handler) throws StartException {
        JETTY.setLevel(Level.WARNING);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("ingest");
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setIdleTimeout(IDLE.toMillis());
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(MOST_CONNECTIONS_WAITING);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.setHandler(handler);
        server.setErrorHandler(IngestServer::error);
        server.setStopTimeout(DRAIN.toMillis());
        try {
            server.start();
        } catch (Exception e) {
            throw new StartException("cannot listen for events on " + address + ": " + reason(e), e);
        }
        return new IngestServer(server, connector);
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }

    /** What Jetty refuses by itself, such as a broken header, is answered without any of the request. */
    private static boolean error(Request request, Response response, Callback callback) {
        byte[] json = new Problem(response.getStatus(), "the request is not valid HTTP for this server").json();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json), callback);
        return true;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Finishes what is being taken in, for a few seconds at most. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the listener for events did not stop", e);
        }
    }
}
