package io.watchbill.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.watchbill.web.KeyedHash.Digest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * Checks passwords against bcrypt hashes: once for each pair, by one thread, and with a bounded queue, because a check
 * takes tens of milliseconds of a core and a stranger may ask for any number. What was found is remembered under a keyed
 * hash; right passwords apart from wrong ones, so that guesses push nobody out. Thread-safe.
 */
final class PasswordChecks implements AutoCloseable {
    /** What bcrypt reads of a password. */
    private static final int BCRYPT_BYTES = 72;

    private static final int QUEUE = 16;
    private static final int WRONG_REMEMBERED = 1_000;

    private final KeyedHash hash;
    private final BiPredicate<byte[], String> bcrypt;
    private final ThreadPoolExecutor thread;

    /** The digest of the last right password by user: as many as there are users. */
    private final Map<String, Digest> right = new HashMap<>();

    private final Map<Digest, Boolean> wrong = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Boolean> eldest) {
            return size() > WRONG_REMEMBERED;
        }
    };
    private final Map<Digest, CompletableFuture<Boolean>> underWay = new HashMap<>();

    PasswordChecks(KeyedHash hash) {
        this(hash, PasswordChecks::bcrypt);
    }

    /** @param bcrypt whether a password has a hash */
    PasswordChecks(KeyedHash hash, BiPredicate<byte[], String> bcrypt) {
        this.hash = hash;
        this.bcrypt = bcrypt;
        thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            Thread made = new Thread(task, "passwords");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    private static boolean bcrypt(byte[] password, String hash) {
        byte[] read = password.length > BCRYPT_BYTES ? Arrays.copyOf(password, BCRYPT_BYTES) : password;
        return BCrypt.verifyer().verify(read, hash.getBytes(UTF_8)).verified;
    }

    /**
     * Whether the password has the hash; done at once if the pair is known. The future fails with a {@link
     * RejectedExecutionException} where too many wait.
     *
     * @param user whose hash it is, or any name where {@code known} is false
     * @param known whether there is such a user; if not, the answer is no at the price of a check
     */
    synchronized CompletableFuture<Boolean> check(String user, boolean known, byte[] password, String bcryptHash) {
        Digest digest = hash.digest(user.getBytes(UTF_8), bcryptHash.getBytes(UTF_8), password);
        Digest last = right.get(user);
        if (known && last != null && digest.equals(last)) {
            return CompletableFuture.completedFuture(true);
        }
        if (wrong.get(digest) != null) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> result = underWay.get(digest);
        if (result != null) {
            return result;
        }
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                boolean verified = false;
                try {
                    verified = bcrypt.test(password, bcryptHash) && known;
                } finally {
                    remember(user, digest, verified);
                    asked.complete(verified);
                }
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        underWay.put(digest, asked);
        return asked;
    }

    private synchronized void remember(String user, Digest digest, boolean verified) {
        underWay.remove(digest);
        if (verified) {
            right.put(user, digest);
        } else {
            wrong.put(digest, false);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
