package io.watchbill.incidents.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How the server makes itself known to Alertmanager, and whom it takes for one.
 *
 * @param token a file with a bearer token; read at each use, so that it is changed by changing the file
 * @param user a file with {@code name:password}; read at each use
 * @param authority a file with the certificates, in PEM, that Alertmanager's must come from; empty for those that Java trusts
 */
public record AlertmanagerAccess(Optional<Path> token, Optional<Path> user, Optional<Path> authority) {

    /** Without credentials. */
    public static final AlertmanagerAccess OPEN =
            new AlertmanagerAccess(Optional.empty(), Optional.empty(), Optional.empty());

    private static final long MOST_BYTES = 64 << 10;

    /**
     * The value of the header {@code Authorization}; empty where there are no credentials.
     *
     * @throws IOException naming the file, if it cannot be read or does not hold what is expected; never with its content
     */
    Optional<String> authorization() throws IOException {
        if (token.isPresent()) {
            return Optional.of("Bearer " + line(token.get(), "a token"));
        } else if (user.isEmpty()) {
            return Optional.empty();
        }
        String pair = line(user.get(), "name:password");
        if (pair.indexOf(':') < 1) {
            throw new IOException(user.get() + ": expected one line with name:password");
        }
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Trusts the authority alone; empty where none is named.
     *
     * @throws IOException naming the file, if it holds no certificate
     */
    Optional<SSLContext> tls() throws IOException {
        if (authority.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream pem = Files.newInputStream(authority.get())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
            }
            if (trusted.size() == 0) {
                throw new IOException(authority.get() + ": expected certificates in PEM, found none");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IOException(authority.get() + ": expected certificates in PEM: " + e.getMessage(), e);
        }
    }

    private static String line(Path file, String expected) throws IOException {
        String text =
                Files.size(file) > MOST_BYTES ? "" : Files.readString(file).strip();
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IOException(file + ": expected one line with " + expected);
        }
        return text;
    }
}
