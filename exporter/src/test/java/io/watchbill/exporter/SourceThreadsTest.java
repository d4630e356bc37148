package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How sources of any kind are run. */
class SourceThreadsTest {
    private static final String EVENT = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";

    /** What a source does when it is run. */
    private interface Run {
        void with(SourceHost host) throws InterruptedException;
    }

    private static Source source(Run run) {
        return new Source() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public List<String> inputs() {
                return List.of("in");
            }

            @Override
            public Set<SourceProblem> problems() {
                return Set.of();
            }

            @Override
            public void run(SourceHost host) throws InterruptedException {
                run.with(host);
            }
        };
    }

    private static void start(SourceThreads threads, Intake intake, Source source) {
        threads.start(List.of(source), intake, new SourceStates(List.of(source)), 1_000);
    }

    private static void take(SourceHost host, String text, long next) throws InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        host.take(bytes, bytes.length, new SourceHost.Place("in", "stream", next));
    }

    @Test
    void aSourceThatFailsIsRunAgain() {
        FakeIntake intake = new FakeIntake();
        AtomicInteger runs = new AtomicInteger();
        try (SourceThreads threads = new SourceThreads(Duration.ofMillis(1))) {
            start(threads, intake, source(host -> {
                if (runs.incrementAndGet() < 3) {
                    throw new IllegalStateException("made for this test");
                }
                take(host, EVENT, 1);
            }));

            await().until(() -> intake.events() == 1);
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void aSourceIsInterruptedAtTheEnd() {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (SourceThreads threads = new SourceThreads(Duration.ofMillis(1))) {
            start(threads, new FakeIntake(), source(host -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            }));
            await().until(() -> begun.getCount() == 0);
        }

        assertThat(interrupted.getCount()).isZero();
    }

    @Test
    void aSourceThatAnErrorEndedMakesTheExporterUnhealthyAndOneAtItsEndDoesNot(@TempDir Path folder) {
        try (RunningExporter exporter = RunningExporter.reading(folder, source(host -> {}))) {
            assertThat(exporter.get("/-/healthy").statusCode()).isEqualTo(200);
        }
        Source dying = source(host -> {
            throw new LinkageError("made for this test");
        });
        try (RunningExporter exporter = RunningExporter.reading(folder, dying)) {
            await().dontCatchUncaughtExceptions()
                    .until(() -> exporter.get("/-/healthy").statusCode() == 503);

            assertThat(exporter.get("/-/healthy").body()).startsWith("not healthy: test: the thread 'test' has ended");
        }
    }

    @Test
    void theExporterStoresPositionsWithEventsWithoutAnyAndWithOnesThatAreRefused(@TempDir Path folder) {
        AtomicReference<List<OptionalLong>> positions = new AtomicReference<>();
        Source reader = source(host -> {
            OptionalLong never = host.position("stream");
            take(host, "", 7);
            OptionalLong empty = host.position("stream");
            take(host, EVENT + "\nbad\n", 9);
            OptionalLong some = host.position("stream");
            host.tooLong(new SourceHost.Place("in", "stream", 4));
            positions.set(List.of(never, empty, some, host.position("stream")));
        });
        try (RunningExporter exporter = RunningExporter.reading(folder, reader)) {
            await().until(() -> positions.get() != null);

            assertThat(positions.get())
                    .containsExactly(OptionalLong.empty(), OptionalLong.of(7), OptionalLong.of(9), OptionalLong.of(4));
            MetricsText page = exporter.page();
            for (String result : List.of("accepted", "malformed", "over_limit")) {
                assertThat(page.value("watchbill_ingest_events_total", "source", "test", "result", result))
                        .as(result)
                        .isEqualTo(1);
            }
        }
    }
}
