package io.watchbill.exporter;

import io.watchbill.exporter.health.Condition;
import io.watchbill.exporter.health.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;

/** The ways for events to come in beside {@code POST /v1/observations}, from their start to their end. */
final class Sources implements AutoCloseable {
    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(5);

    private final SourceSettings settings;
    private final Intake intake;
    private final int longestLine;
    private final SourceStates states;
    private final LoggedCalls calls;
    private final SourceThreads threads = new SourceThreads(BETWEEN_RUNS);

    /** @param models those that are watched now, which a reload may change */
    Sources(
            SourceSettings settings,
            Intake intake,
            DeliveryKeys keys,
            Supplier<List<ModelHost>> models,
            int longestLine) {
        this.settings = settings;
        this.intake = intake;
        this.longestLine = longestLine;
        this.states = new SourceStates(settings.sources());
        this.calls = new LoggedCalls(
                intake,
                keys,
                new ReplannedRows(models, settings.cloudEvents().tensorDepth()),
                settings.cloudEvents(),
                System::nanoTime);
    }

    /** The {@code source} labels. CloudEvents come over HTTP too; the others only where they were asked for. */
    static List<String> kinds(SourceSettings settings) {
        return Stream.concat(
                        Stream.of(IngestCounters.HTTP, LoggedCalls.KIND),
                        settings.sources().stream().map(Source::kind))
                .distinct()
                .toList();
    }

    SourceStates states() {
        return states;
    }

    Map<String, MetricsPage.Limit> limits() {
        return Map.of(
                "cloudevents_queue_bytes",
                new MetricsPage.Limit(calls::queuedBytes, settings.cloudEvents().maximumQueue()),
                "cloudevents_waiting_bytes",
                new MetricsPage.Limit(
                        calls::waitingBytes, settings.cloudEvents().maximumWaiting()));
    }

    /** Answers CloudEvents, and leaves every other path to {@code others}. */
    Handler handler(Handler others, InFlight inFlight, int maximumBody) {
        return new Handler.Sequence(new CloudEventsHandler(calls, inFlight, maximumBody), others);
    }

    void start() {
        calls.start();
        threads.start(settings.sources(), intake, states, longestLine);
    }

    /** Adds that every thread which reads lives; one whose input has ended has nothing to read. */
    void addConditions(Health health) {
        health.requireForHealth(Condition.alive(LoggedCalls.KIND, calls::alive));
        for (String kind :
                settings.sources().stream().map(Source::kind).distinct().toList()) {
            health.requireForHealth(Condition.alive(kind, () -> !threads.died(kind)));
        }
    }

    /** Takes in what was answered already, and reads no more. The intake must go on until then. */
    @Override
    public void close() {
        threads.close();
        calls.close();
    }
}
