package io.watchbill.web;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An {@link SSLContext} whose engines are those of the newest {@link Tls}: a server takes its context once, certificates
 * change. Sessions end with the context that they began in, so that none outlives the authority that let it in.
 */
final class CurrentTls extends SSLContextSpi {
    private volatile Tls current;

    CurrentTls(Tls first) {
        current = first;
    }

    void replace(Tls next) {
        current = next;
    }

    SSLContext context() {
        return new SSLContext(this, current.context().getProvider(), "TLS") {};
    }

    private static SSLEngine server(Tls tls, SSLEngine engine) {
        engine.setUseClientMode(false);
        engine.setSSLParameters(tls.parameters());
        return engine;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        Tls tls = current;
        return server(tls, tls.context().createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        Tls tls = current;
        return server(tls, tls.context().createSSLEngine(host, port));
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return current.parameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return current.context().getSupportedSSLParameters();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return current.context().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return current.context().getClientSessionContext();
    }

    @Override
    protected void engineInit(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("keys come from the web configuration");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        throw new UnsupportedOperationException("the listeners use engines");
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        throw new UnsupportedOperationException("the listeners use engines");
    }
}
