package io.watchbill.exporter;

import io.watchbill.web.WebSecurity;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listener for events, on Jetty. */
final class IngestServer implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int MOST_CONNECTIONS_WAITING = 4_096;
    private static final int HEADER_BYTES = 8 << 10;
    /** How many times the largest body is read and dropped of one that is refused. */
    private static final long DROPPED = 4;

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** Its own start-up lines say nothing that ours do not. Held, because a logger nobody holds forgets its level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private final Server server;

    /** As it was bound: a connector that was closed has no port any more, and who starts may be told to end meanwhile. */
    private final InetSocketAddress address;

    private IngestServer(Server server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Binds and takes requests from now on.
     *
     * @param handler what answers requests that may write
     * @param refusals counts requests that did not come to the handler, or took too long
     */
    static IngestServer start(
            Settings settings, Handler handler, WebSecurity security, ConnectionBound bound, Refusals refusals)
            throws StartException {
        JETTY.setLevel(Level.WARNING);
        InetSocketAddress address = settings.ingest();
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("ingest");
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setIdleTimeout(IDLE.toMillis());
        ServerConnector connector = new IngestConnector(
                server, bound, settings.web().requestDeadline(), refusals, factories(configuration, security));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(MOST_CONNECTIONS_WAITING);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.setHandler(new PoliteHandler(
                new IngestAccess(handler, security.access(), refusals),
                security::headers,
                DROPPED * settings.maximumBody()));
        server.setErrorHandler((request, response, callback) -> error(security, response, callback));
        server.setStopTimeout(DRAIN.toMillis());
        try {
            server.start();
        } catch (Exception e) {
            throw new StartException("cannot listen for events on " + address + ": " + reason(e), e);
        }
        return new IngestServer(server, new InetSocketAddress(connector.getHost(), connector.getLocalPort()));
    }

    private static ConnectionFactory[] factories(HttpConfiguration configuration, WebSecurity security) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        return security.tls()
                .map(context -> new ConnectionFactory[] {new IngestTls(context), http})
                .orElse(new ConnectionFactory[] {http});
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }

    /** What Jetty refuses by itself, such as a broken header, is answered without any of the request. */
    private static boolean error(WebSecurity security, Response response, Callback callback) {
        security.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        byte[] json = new Problem(response.getStatus(), "the request is not valid HTTP for this server").json();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json), callback);
        return true;
    }

    /** Whether requests are taken. */
    boolean running() {
        return server.isRunning();
    }

    InetSocketAddress address() {
        return address;
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
