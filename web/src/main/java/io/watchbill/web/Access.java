package io.watchbill.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.watchbill.web.Decision.Outcome;
import io.watchbill.web.KeyedHash.Digest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides who may do what, for both listeners. Credentials change under it when the web configuration
 * is read again. Thread-safe.
 */
public final class Access implements AutoCloseable {
    /** The request attribute that holds the {@link Decision#principal()}. */
    public static final String PRINCIPAL = "io.watchbill.web.principal";

    /** Of a random password that nobody knows; its cost is changed to that of the users. */
    private static final String NOBODY = "$2y$%02d$ECrjnIdmTkZv0byYK1brlOgsA862V7Dw900xrct3czjVXWz.eGVLC";

    private static final int LEAST_COST = 4;

    private final KeyedHash hash;
    private final PasswordChecks passwords;
    private volatile Known known;

    /** Credentials, prepared for comparison. */
    private record Known(Credentials credentials, Map<String, Digest> tokens, String nobody) {}

    Access(Credentials credentials) {
        this(credentials, new KeyedHash(new SecureRandom()));
    }

    private Access(Credentials credentials, KeyedHash hash) {
        this(credentials, hash, new PasswordChecks(hash));
    }

    Access(Credentials credentials, KeyedHash hash, PasswordChecks passwords) {
        this.hash = hash;
        this.passwords = passwords;
        known = prepare(credentials);
    }

    void replace(Credentials credentials) {
        known = prepare(credentials);
    }

    private Known prepare(Credentials credentials) {
        Map<String, Digest> tokens = new HashMap<>();
        credentials.tokens().forEach((name, token) -> tokens.put(name, hash.digest(token.getBytes(UTF_8))));
        int cost = credentials.users().values().stream()
                .map(bcrypt -> Integer.parseInt(bcrypt, 4, 6, 10))
                .max(Comparator.naturalOrder())
                .orElse(LEAST_COST);
        return new Known(credentials, tokens, NOBODY.formatted(cost));
    }

    /**
     * Whether a request may go on. The future is done at once, except where a password is seen for the first time; it never
     * fails.
     *
     * @param authorization the header {@code Authorization}
     * @param origin the header {@code Origin}, which browsers send with what a page asks for
     * @param host the header {@code Host}
     */
    public CompletableFuture<Decision> decide(
            @Nullable String authorization, @Nullable String origin, @Nullable String host, Permission permission) {
        if (permission != Permission.SCRAPE && origin != null && !sameSite(origin, host)) {
            return CompletableFuture.completedFuture(Decision.of(Outcome.CROSS_SITE));
        }
        Known now = known;
        if (now.credentials().isEmpty()) {
            return CompletableFuture.completedFuture(Decision.of(Outcome.ALLOWED));
        }
        String text = authorization == null ? "" : authorization.strip();
        int space = text.indexOf(' ');
        String scheme = space < 0 ? "" : text.substring(0, space).toLowerCase(Locale.ROOT);
        String value = text.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> CompletableFuture.completedFuture(decided(now, token(now, value), permission));
            case "basic" -> basic(now, value, permission);
            default -> CompletableFuture.completedFuture(decided(now, null, permission));
        };
    }

    private static boolean sameSite(String origin, @Nullable String host) {
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    /** Every token is compared, so that the time does not tell which of them is near. */
    private @Nullable String token(Known now, String value) {
        Digest digest = hash.digest(value.getBytes(UTF_8));
        String found = null;
        for (Map.Entry<String, Digest> token : now.tokens().entrySet()) {
            if (token.getValue().equals(digest)) {
                found = token.getKey();
            }
        }
        return found;
    }

    private CompletableFuture<Decision> basic(Known now, String value, Permission permission) {
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(decided(now, null, permission));
        }
        int colon = 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        String user = new String(pair, 0, colon, UTF_8);
        byte[] password = colon < pair.length ? Arrays.copyOfRange(pair, colon + 1, pair.length) : new byte[0];
        String bcrypt = now.credentials().users().get(user);
        return passwords
                .check(user, bcrypt != null, password, bcrypt == null ? now.nobody() : bcrypt)
                .handle((right, busy) -> busy != null ? Decision.BUSY : decided(now, right ? user : null, permission));
    }

    private static Decision decided(Known now, @Nullable String name, Permission permission) {
        if (name == null) {
            return new Decision(Outcome.UNAUTHENTICATED, "", now.credentials().challenges());
        }
        Outcome outcome = now.credentials().may(name, permission) ? Outcome.ALLOWED : Outcome.FORBIDDEN;
        return new Decision(outcome, name, List.of());
    }

    @Override
    public void close() {
        passwords.close();
    }
}
