package io.watchbill.exporter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each source on a thread of its own. */
final class SourceThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceThreads.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Duration betweenRuns;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> waitedFor = new ArrayList<>();
    private final Set<String> died = ConcurrentHashMap.newKeySet();

    /** @param betweenRuns how long a source that failed is left alone */
    SourceThreads(Duration betweenRuns) {
        this.betweenRuns = betweenRuns;
    }

    void start(List<Source> sources, Intake intake, SourceStates states, int longestLine) {
        for (Source source : sources) {
            SourceHost host = new IntakeHost(
                    source.kind(),
                    intake,
                    states,
                    longestLine,
                    wait -> Thread.sleep(wait.toMillis()),
                    System::nanoTime);
            Thread thread = new Thread(() -> run(source, host, states), source.kind());
            thread.setDaemon(true);
            threads.add(thread);
            if (source.endsWhenInterrupted()) {
                waitedFor.add(thread);
            }
        }
        threads.forEach(Thread::start);
    }

    private void run(Source source, SourceHost host, SourceStates states) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    source.run(host);
                    source.inputs().forEach(input -> states.ended(source.kind(), input));
                    return;
                } catch (RuntimeException e) {
                    LOG.error("{} failed; it is begun again in {} s", source.kind(), betweenRuns.toSeconds(), e);
                    source.inputs().forEach(input -> states.down(source.kind(), input, SourceProblem.FAILED));
                    Thread.sleep(betweenRuns.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            died.add(source.kind());
            throw e;
        }
    }

    /** Whether an error has ended a source of that kind. */
    boolean died(String kind) {
        return died.contains(kind);
    }

    /** Reads no more; what is being stored ends within a few seconds or is read again after the next start. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + LONGEST_END.toNanos();
        try {
            for (Thread thread : waitedFor) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
