package io.watchbill.incidents.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** A secret in a file, read at every use, so that it is changed by changing the file. */
record BearerToken(Path file) {

    private static final String SCHEME = "bearer ";
    private static final long MOST_BYTES = 64 << 10;

    /**
     * Whether a request may go on.
     *
     * @param authorization the header {@code Authorization}
     * @throws IOException naming the file, if it cannot be read or is empty
     */
    boolean admits(@Nullable String authorization) throws IOException {
        String token = token();
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String given = bearer && authorization != null
                ? authorization.substring(SCHEME.length()).strip()
                : "";
        // Digests of one length: the time tells neither the token's length nor where two differ.
        return MessageDigest.isEqual(digest(token), digest(given));
    }

    private String token() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too long for a token");
        }
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            throw new IOException(file + " is empty: expected a token, such as that of `openssl rand -hex 32`");
        }
        return token;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
