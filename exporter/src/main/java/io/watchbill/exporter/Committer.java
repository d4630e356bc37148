package io.watchbill.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that stores records and then adds them to the state, so that the state is the fold of the journal in
 * its order. Records that came while others were being stored go together in one write (group commit): the more
 * requests are under way, the fewer writes. Nobody waits in a thread: what is to be done after is a callback.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** More than are ever under way at once within the bound on bytes in flight, and not too many for one write. */
    private static final int MOST_TOGETHER = 4_096;

    /** What became of a record. */
    enum Result {
        STORED,
        NOT_STORED,
        FAILED
    }

    private record Work(JournalRecord record, Consumer<Result> done) {}

    private final Journal journal;
    private final ExporterState state;
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    Committer(Journal journal, ExporterState state) {
        this.journal = journal;
        this.state = state;
        this.thread = new Thread(this::run, "journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stores a record; {@code done} is called on this committer's thread and must not block. */
    void submit(JournalRecord record, Consumer<Result> done) {
        queue.add(new Work(record, done));
    }

    private void run() {
        List<Work> group = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                continue; // closing: what is queued is still stored
            }
            queue.drainTo(group, MOST_TOGETHER - 1);
            commit(group);
            group.clear();
        }
    }

    private void commit(List<Work> group) {
        try {
            journal.append(group.stream().map(Work::record).toList());
        } catch (StoreException e) {
            for (Work work : group) {
                state.abandon(work.record());
                finish(work, Result.NOT_STORED);
            }
            return;
        }
        for (Work work : group) {
            Result result = Result.STORED;
            try {
                state.apply(work.record());
            } catch (RuntimeException e) {
                LOG.error("a stored record could not be counted", e);
                result = Result.FAILED;
            }
            finish(work, result);
        }
    }

    private static void finish(Work work, Result result) {
        try {
            work.done().accept(result);
        } catch (RuntimeException e) {
            LOG.error("an answer could not be given", e);
        }
    }

    /** Stores what was submitted, then ends. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
