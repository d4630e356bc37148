package io.watchbill.exporter;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS as the web configuration says it, on Jetty. A handshake has the same deadline as a request. */
final class IngestTls extends SslConnectionFactory {
    IngestTls(SSLContext context) {
        super(new Engines(context), HttpVersion.HTTP_1_1.asString());
        // It would compare the request's host with the certificate, which clients do.
        setEnsureSecureRequestCustomizer(false);
    }

    /** The context's engines as they are: protocols, suites and client certificates are set already. */
    private static final class Engines extends SslContextFactory.Server {
        Engines(SSLContext context) {
            setSslContext(context);
        }

        @Override
        public void customize(SSLEngine engine) {
            // nothing that the web configuration has not said
        }
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        SslConnection connection = super.newSslConnection(connector, endPoint, engine);
        if (endPoint instanceof RequestEndPoint request) {
            connection.addHandshakeListener(new SslHandshakeListener() {
                @Override
                public void handshakeSucceeded(Event event) {
                    request.end();
                }
            });
        }
        return connection;
    }
}
