package io.watchbill.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.watchbill.web.Decision.Outcome;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may do what; bcrypt is counted, because its time is what an attacker would measure. */
class AccessTest {
    private static final String ALICE = hash("alice's", 5);
    private static final String BOB = hash("bob's", 4);
    private static final String TOKEN = "0123456789abcdef";

    private final List<String> checked = Collections.synchronizedList(new ArrayList<>());
    private final KeyedHash keyed = new KeyedHash(new SecureRandom());
    private final Access access = new Access(
            new Credentials(
                    Map.of("alice", ALICE, "bob", BOB),
                    Map.of("sender", TOKEN),
                    Optional.of(Map.of(
                            "alice", Set.of(Permission.SCRAPE, Permission.ADMIN),
                            "bob", Set.of(),
                            "sender", Set.of(Permission.WRITE)))),
            keyed,
            new PasswordChecks(keyed, (password, hash) -> {
                checked.add(hash.substring(0, 7));
                return BCrypt.verifyer().verify(password, hash.getBytes(UTF_8)).verified;
            }));

    private static String hash(String password, int cost) {
        return new String(BCrypt.with(BCrypt.Version.VERSION_2Y).hash(cost, password.getBytes(UTF_8)), UTF_8);
    }

    @AfterEach
    void close() {
        access.close();
    }

    private Decision decide(String authorization, Permission permission) {
        return access.decide(authorization, null, "exporter", permission).join();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    @Test
    void aRightPasswordIsCheckedOnceAndThenKnown() {
        for (int i = 0; i < 3; i++) {
            assertThat(decide(basic("alice", "alice's"), Permission.SCRAPE))
                    .isEqualTo(new Decision(Outcome.ALLOWED, "alice", List.of()));
        }

        assertThat(checked).hasSize(1);
    }

    @Test
    void anUnknownUserCostsAsMuchAsAWrongPassword() {
        assertThat(decide(basic("alice", "guess"), Permission.SCRAPE).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
        assertThat(decide(basic("mallory", "guess"), Permission.SCRAPE).outcome())
                .isEqualTo(Outcome.UNAUTHENTICATED);

        assertThat(checked).containsExactly("$2y$05$", "$2y$05$");

        decide(basic("alice", "guess"), Permission.SCRAPE);
        decide(basic("mallory", "guess"), Permission.SCRAPE);

        assertThat(checked).hasSize(2);
    }

    @Test
    void noPasswordLetsAnUnknownUserIn() {
        assertThat(decide(basic("mallory", ""), Permission.SCRAPE).allowed()).isFalse();
        assertThat(decide(basic("", "alice's"), Permission.SCRAPE).allowed()).isFalse();
    }

    @Test
    void everyChallengeIsThatOfWhatIsConfigured() {
        assertThat(access.decide(null, null, "exporter", Permission.SCRAPE).join())
                .isEqualTo(new Decision(
                        Outcome.UNAUTHENTICATED,
                        "",
                        List.of("Basic realm=\"watchbill\", charset=\"UTF-8\"", "Bearer realm=\"watchbill\"")));
        for (String broken : List.of("Basic", "Basic !!!", "Basic " + TOKEN, "Bearer", "Digest x", "x")) {
            assertThat(decide(broken, Permission.SCRAPE).outcome()).as(broken).isEqualTo(Outcome.UNAUTHENTICATED);
        }
    }

    @Test
    void aTokenIsKnownWithoutBcrypt() {
        assertThat(decide("Bearer " + TOKEN, Permission.WRITE))
                .isEqualTo(new Decision(Outcome.ALLOWED, "sender", List.of()));
        assertThat(decide("bearer  " + TOKEN, Permission.WRITE).allowed()).isTrue();
        assertThat(decide("Bearer " + TOKEN + "0", Permission.WRITE).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
        assertThat(decide("Bearer sender", Permission.WRITE).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
        assertThat(checked).isEmpty();
    }

    @Test
    void aPermissionThatIsMissingIsForbidden() {
        assertThat(decide(basic("alice", "alice's"), Permission.WRITE).outcome())
                .isEqualTo(Outcome.FORBIDDEN);
        assertThat(decide(basic("alice", "alice's"), Permission.ADMIN).outcome())
                .isEqualTo(Outcome.ALLOWED);
        assertThat(decide(basic("bob", "bob's"), Permission.SCRAPE).outcome()).isEqualTo(Outcome.FORBIDDEN);
        assertThat(decide("Bearer " + TOKEN, Permission.SCRAPE).outcome()).isEqualTo(Outcome.FORBIDDEN);
    }

    @Test
    void withoutCredentialsEveryoneMayAndWithoutPermissionsEveryName() {
        try (Access open = new Access(Credentials.NONE)) {
            assertThat(open.decide(null, null, null, Permission.ADMIN).join())
                    .isEqualTo(new Decision(Outcome.ALLOWED, "", List.of()));
        }
        access.replace(new Credentials(Map.of(), Map.of("sender", TOKEN), Optional.empty()));

        assertThat(decide("Bearer " + TOKEN, Permission.ADMIN).allowed()).isTrue();
    }

    @Test
    void aPageOfAnotherSiteMayNotSend() {
        try (Access open = new Access(Credentials.NONE)) {
            assertThat(open.decide(null, "http://evil.example", "localhost:9466", Permission.WRITE)
                            .join()
                            .outcome())
                    .isEqualTo(Outcome.CROSS_SITE);
            assertThat(open.decide(null, "null", "localhost:9466", Permission.ADMIN)
                            .join()
                            .outcome())
                    .isEqualTo(Outcome.CROSS_SITE);
            assertThat(open.decide(null, "https://localhost:9466", "localhost:9466", Permission.ADMIN)
                            .join()
                            .allowed())
                    .isTrue();
        }
    }

    @Test
    void aChangedPasswordEndsTheOldOne() {
        decide(basic("alice", "alice's"), Permission.SCRAPE);

        access.replace(new Credentials(Map.of("alice", hash("new", 4)), Map.of(), Optional.empty()));

        assertThat(decide(basic("alice", "alice's"), Permission.SCRAPE).allowed())
                .isFalse();
        assertThat(decide(basic("alice", "new"), Permission.SCRAPE).allowed()).isTrue();
    }

    @Test
    void aLongPasswordIsReadAsBcryptReadsIt() {
        String start = "x".repeat(72);
        Credentials credentials = new Credentials(Map.of("alice", hash(start, 4)), Map.of(), Optional.empty());
        try (Access real = new Access(credentials)) {
            assertThat(real.decide(basic("alice", start + "and more"), null, null, Permission.SCRAPE)
                            .join()
                            .allowed())
                    .isTrue();
        }
    }

    @Test
    void guessesBeyondTheQueueAreAnsweredAtOnceAndKnownCredentialsAreNotHeldUp() {
        CountDownLatch release = new CountDownLatch(1);
        PasswordChecks slow = new PasswordChecks(keyed, (password, hash) -> {
            if (new String(password, UTF_8).startsWith("guess")) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new String(password, UTF_8).equals("alice's");
        });
        Credentials credentials = new Credentials(Map.of("alice", ALICE), Map.of("sender", TOKEN), Optional.empty());
        try (Access busy = new Access(credentials, keyed, slow)) {
            busy.decide(basic("alice", "alice's"), null, null, Permission.SCRAPE)
                    .join();
            List<CompletableFuture<Decision>> guesses = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                guesses.add(busy.decide(basic("alice", "guess" + i), null, null, Permission.SCRAPE));
            }

            assertThat(guesses.stream()
                            .filter(CompletableFuture::isDone)
                            .map(guess -> guess.join().outcome()))
                    .hasSizeBetween(23, 24)
                    .containsOnly(Outcome.BUSY);
            assertThat(busy.decide(basic("alice", "alice's"), null, null, Permission.SCRAPE))
                    .isCompletedWithValueMatching(Decision::allowed);
            assertThat(busy.decide("Bearer " + TOKEN, null, null, Permission.WRITE))
                    .isCompletedWithValueMatching(Decision::allowed);

            release.countDown();

            assertThat(guesses.get(0).join().outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
        }
    }

    @Test
    void noTextOfTheCredentialsShowsASecret() {
        assertThat(new Credentials(Map.of("alice", ALICE), Map.of("sender", TOKEN), Optional.empty()))
                .hasToString("Credentials of users [alice] and tokens [sender]");
    }
}
