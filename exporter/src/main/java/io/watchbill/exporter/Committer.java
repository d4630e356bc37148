package io.watchbill.exporter;

import io.watchbill.exporter.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that stores records and then adds them to the state, so that the state is the fold of the journal in
 * its order. Records that came while others were being stored go together in one write (group commit): the more
 * requests are under way, the fewer writes. Nobody waits in a thread: what is to be done after is a callback.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** Bounds one write; more are never under way at once within the usual bound on bytes in flight. */
    private static final int MOST_TOGETHER = 4_096;

    /** What became of a record. */
    enum Result {
        STORED,
        NOT_STORED,
        FAILED
    }

    /** Either a record or a task. */
    private record Work(@Nullable JournalRecord record, Consumer<Result> done) {}

    private final Journal journal;
    private final ExporterState state;
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private long next;
    private boolean closing;

    /** @param newest the position of the newest record that is stored and in the state */
    Committer(Journal journal, ExporterState state, long newest) {
        this.journal = journal;
        this.state = state;
        this.next = newest + 1;
        this.thread = new Thread(this::run, "journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether records can be stored: the thread is there. */
    boolean alive() {
        return thread.isAlive();
    }

    /** Stores a record; {@code done} is called on this committer's thread and must not block. */
    void submit(JournalRecord record, Consumer<Result> done) {
        queue.add(new Work(record, done));
    }

    /** Runs a task between two records: the state is that after the newest position. Returns at once. */
    void between(Runnable task) {
        queue.add(new Work(null, result -> task.run()));
    }

    /** Runs a task between two records, and waits for its end. */
    void await(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        between(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.join();
    }

    private void run() {
        List<Work> group = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            Work first = Uninterrupted.get(queue::take);
            if (first.record() == null) {
                finish(first, Result.STORED);
                continue;
            }
            group.add(first);
            Work following = queue.peek();
            while (group.size() < MOST_TOGETHER && following != null && following.record() != null) {
                group.add(queue.remove());
                following = queue.peek();
            }
            commit(group);
            group.clear();
        }
    }

    private void commit(List<Work> group) {
        List<JournalRecord> records = new ArrayList<>(group.size());
        for (Work work : group) {
            if (work.record() != null) {
                records.add(work.record());
            }
        }
        long first = next;
        // Positions are never used twice: a write that failed may be found on the disk all the same.
        next += records.size();
        boolean stored = store(first, records);
        for (int i = 0; i < records.size(); i++) {
            finish(group.get(i), stored ? apply(records.get(i), first + i) : abandon(records.get(i)));
        }
    }

    private boolean store(long first, List<JournalRecord> records) {
        try {
            journal.append(first, records);
            return true;
        } catch (StoreException | RuntimeException e) {
            LOG.debug("{} records were not stored", records.size(), e);
            return false;
        }
    }

    private Result apply(JournalRecord record, long position) {
        try {
            state.apply(record, position);
            return Result.STORED;
        } catch (RuntimeException e) {
            LOG.error("a stored record could not be counted", e);
            return Result.FAILED;
        }
    }

    private Result abandon(JournalRecord record) {
        state.abandon(record);
        return Result.NOT_STORED;
    }

    private static void finish(Work work, Result result) {
        try {
            work.done().accept(result);
        } catch (RuntimeException e) {
            LOG.error("what follows a record failed", e);
        }
    }

    /** Stores what was submitted, then ends. */
    @Override
    public void close() {
        between(() -> closing = true);
        Uninterrupted.run(thread::join);
    }
}
