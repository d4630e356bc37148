package io.watchbill.web;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a TLS server needs, ready for use.
 *
 * @param expires when the server's certificate ends to be valid
 */
record Tls(SSLContext context, TlsSettings settings, List<String> cipherSuites, Instant expires) {
    Tls {
        cipherSuites = List.copyOf(cipherSuites);
    }

    /** Reads certificates and keys, and checks that they fit. */
    static Tls of(TlsSettings settings) throws WebConfigException {
        List<X509Certificate> chain = PemReader.certificates(settings.certificates());
        X509Certificate own = chain.get(0);
        try {
            // The store is in memory and forgotten at once; the API wants a password.
            char[] password = {};
            KeyStore store = empty();
            store.setKeyEntry(
                    "server", PemReader.key(settings.key(), own), password, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {trust(settings)}, new SecureRandom());
            return new Tls(
                    context,
                    settings,
                    suites(context, settings),
                    own.getNotAfter().toInstant());
        } catch (GeneralSecurityException | IOException e) {
            throw new WebConfigException("tls_server_config: this Java cannot use the certificate of "
                    + settings.certificates().place() + ": " + e.getMessage());
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** Vouches for clients; without authorities for nobody. */
    private static TrustManager trust(TlsSettings settings)
            throws GeneralSecurityException, IOException, WebConfigException {
        KeyStore store = empty();
        if (settings.authorities().isEmpty()) {
            return ClientTrust.NOBODY;
        }
        int number = 0;
        for (X509Certificate authority :
                PemReader.certificates(settings.authorities().get())) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        X509ExtendedTrustManager trust = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        return new ClientTrust(trust, settings.allowedNames());
    }

    /** Whether this Java knows all of these cipher suites. */
    static boolean knows(List<String> suites) {
        try {
            return Arrays.asList(
                            SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                    .containsAll(suites);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** Those of TLS 1.3, and of TLS 1.2 the configured ones or those with forward secrecy and authenticated encryption. */
    private static List<String> suites(SSLContext context, TlsSettings settings) {
        Set<String> suites = new LinkedHashSet<>();
        Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                .filter(suite -> !suite.contains("_WITH_"))
                .forEach(suites::add);
        if (settings.cipherSuites().isEmpty()) {
            Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                    .filter(suite -> suite.startsWith("TLS_ECDHE_"))
                    .filter(suite -> suite.contains("_GCM_") || suite.contains("_CHACHA20_"))
                    .forEach(suites::add);
        }
        suites.addAll(settings.cipherSuites());
        suites.remove("TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
        return List.copyOf(suites);
    }

    /** For a server's engine; new each time, because it can be changed. */
    SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(settings.protocols().toArray(String[]::new));
        parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(settings.serverOrder());
        switch (settings.client()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case IF_GIVEN -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }
}
