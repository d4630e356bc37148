package io.watchbill.exporter;

import io.watchbill.exporter.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that stores records and then adds them to the state, so that the state is the fold of the journal in
 * its order. Records that came while others were being stored go together in one write (group commit): the more
 * requests are under way, the fewer writes. Nobody waits in a thread: what is to be done after is a callback.
 *
 * <p>An error, such as a heap that is full, ends the thread: what it was doing may be half done, so nothing more is added
 * to the state. Everything that was submitted, and is from then on, is not stored, and nobody waits for ever.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** Bounds one write; more are never under way at once within the usual bound on bytes in flight. */
    private static final int MOST_TOGETHER = 4_096;

    private static final String ENDED = "the thread 'journal' has ended; restart the exporter";

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
    private volatile boolean ended;

    /** @param newest the position of the newest record that is stored and in the state */
    Committer(Journal journal, ExporterState state, long newest) {
        this.journal = journal;
        this.state = state;
        this.next = newest + 1;
        this.thread = new Thread(this::run, "journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether records can be stored: the thread has not ended. False before anyone is told that nothing comes of a record. */
    boolean alive() {
        return !ended;
    }

    /**
     * Stores a record; {@code done} is called on this committer's thread and must not block. After its end it is called
     * at once.
     */
    void submit(JournalRecord record, Consumer<Result> done) {
        add(new Work(record, done));
    }

    /** Runs a task between two records: the state is that after the newest position. Returns at once. */
    void between(Runnable task) {
        add(new Work(null, result -> {
            if (result == Result.STORED) {
                task.run();
            }
        }));
    }

    /** As {@link #ask}, for a task that gives nothing. */
    void await(Runnable task) throws StoreException {
        boolean ignored = ask(() -> {
            task.run();
            return true;
        });
    }

    /**
     * Runs a task between two records, and waits for its end.
     *
     * @return what the task gives
     * @throws StoreException if the thread has ended, or is ended by the task
     */
    <T> T ask(Supplier<T> task) throws StoreException {
        CompletableFuture<T> done = new CompletableFuture<>();
        add(new Work(null, result -> {
            if (result != Result.STORED) {
                done.completeExceptionally(new StoreException(ENDED, new IllegalStateException("ended before")));
                return;
            }
            try {
                done.complete(task.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            } catch (Error e) {
                done.completeExceptionally(new StoreException(ENDED, e));
                throw e;
            }
        }));
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException of) {
                throw of;
            }
            throw e;
        }
    }

    private void add(Work work) {
        queue.add(work);
        if (ended) {
            refuse(queue);
        }
    }

    private void run() {
        Deque<Work> group = new ArrayDeque<>();
        try {
            work(group);
        } catch (Error e) {
            LOG.error(
                    "{}: nothing is stored any more, senders are answered 503; what was acknowledged is in the"
                            + " journal, and is read again at the next start",
                    ENDED);
            throw e;
        } finally {
            // In this order: whoever adds after the last look at the queue sees that it has ended.
            ended = true;
            refuse(group);
            refuse(queue);
        }
    }

    /** Tells those who wait that nothing comes of it; what may be stored nevertheless is found at the next start. */
    private void refuse(Queue<Work> waiting) {
        for (Work work = waiting.poll(); work != null; work = waiting.poll()) {
            JournalRecord record = work.record();
            if (record != null) {
                abandon(record);
            }
            finish(work, Result.NOT_STORED);
        }
    }

    private void work(Deque<Work> group) {
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
        }
    }

    private void commit(Deque<Work> group) {
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
            JournalRecord record = records.get(i);
            Result result = stored ? apply(record, first + i) : abandon(record);
            finish(group.remove(), result);
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
