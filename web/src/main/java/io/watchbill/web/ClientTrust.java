package io.watchbill.web;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts clients whose certificate another trust manager accepts and that has one of the allowed names, if there are any. */
final class ClientTrust extends X509ExtendedTrustManager {
    /** Trusts no certificate. */
    static final ClientTrust NOBODY = new ClientTrust(null, List.of());

    private final @Nullable X509ExtendedTrustManager trust;
    private final List<String> allowedNames;

    /** @param allowedNames subject alternative names: DNS, e-mail, URI or IP addresses */
    ClientTrust(@Nullable X509ExtendedTrustManager trust, List<String> allowedNames) {
        this.trust = trust;
        this.allowedNames = List.copyOf(allowedNames);
    }

    private X509ExtendedTrustManager trust() throws CertificateException {
        if (trust == null) {
            throw new CertificateException("no client certificates are taken here");
        }
        return trust;
    }

    private void checkNames(X509Certificate certificate) throws CertificateException {
        if (allowedNames.isEmpty()) {
            return;
        }
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names == null || names.stream().noneMatch(name -> allowedNames.contains(String.valueOf(name.get(1))))) {
            throw new CertificateException("the certificate has none of the allowed names");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust().checkClientTrusted(chain, type, engine);
        checkNames(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust().checkClientTrusted(chain, type, socket);
        checkNames(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust().checkClientTrusted(chain, type);
        checkNames(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw servers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw servers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw servers();
    }

    private static CertificateException servers() {
        return new CertificateException("this is a server; it asks no other one");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust == null ? new X509Certificate[0] : trust.getAcceptedIssuers();
    }
}
