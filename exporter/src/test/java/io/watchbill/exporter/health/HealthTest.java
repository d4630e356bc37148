package io.watchbill.exporter.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When the exporter is healthy and when it is ready. */
class HealthTest {
    private final Health health = new Health();

    @Test
    void whileItStartsItIsHealthyAndNotReady() {
        assertThat(health.unhealthy()).isEmpty();
        assertThat(health.unready()).extracting(Trouble::name).containsExactly("start");

        health.started();

        assertThat(health.unready()).isEmpty();
    }

    @Test
    void aConditionThatFailsMakesItUnreadyUntilItHoldsAgain() {
        AtomicBoolean failing = new AtomicBoolean(true);
        health.requireForReadiness(
                Condition.of("store", () -> !failing.get(), "events cannot be stored", "free space on the disk"));
        health.started();

        assertThat(health.unready())
                .containsExactly(new Trouble("store", "events cannot be stored", "free space on the disk"));
        assertThat(health.unhealthy()).isEmpty();

        failing.set(false);

        assertThat(health.unready()).isEmpty();
    }

    @Test
    void aThreadThatHasDiedMakesItUnhealthyByName() throws Exception {
        Thread thread = new Thread(() -> {}, "journal");
        thread.start();
        thread.join();
        health.requireForHealth(Condition.alive("journal", thread::isAlive));
        health.started();

        assertThat(health.unhealthy()).extracting(Trouble::what).containsExactly("the thread 'journal' has ended");
        assertThat(health.unready()).isEqualTo(health.unhealthy());
    }

    @Test
    void aRepeatedTaskThatFailedIsGoneThoughItsThreadLives() {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> good = ticker.scheduleWithFixedDelay(() -> {}, 0, 1, TimeUnit.MILLISECONDS);
            ScheduledFuture<?> failed = ticker.scheduleWithFixedDelay(
                    () -> {
                        throw new LinkageError("made by this test");
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class);

            health.requireForHealth(Condition.repeated("good", good));
            health.requireForHealth(Condition.repeated("scores", failed));

            assertThat(health.unhealthy()).extracting(Trouble::name).containsExactly("scores");
        } finally {
            ticker.shutdownNow();
        }
    }

    @Test
    void whileItEndsItIsNotReadyAndItsEndedThreadsAreNoFault() {
        health.requireForHealth(Condition.repeated("scores", CompletableFuture.completedFuture(null)));
        health.started();

        health.ending();

        assertThat(health.unready()).extracting(Trouble::name).containsExactly("end");
        assertThat(health.unhealthy()).isEmpty();
    }
}
