package io.watchbill.exporter;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the listener for scrapers. The JDK's server holds one from a request's first byte to the last byte of its
 * answer, and a client may take its time with both; so there are enough of them, each exchange has a deadline, and where
 * others wait it has only {@link #CROWDED}. An exchange that is over its time is interrupted, which closes its connection
 * (as {@link java.nio.channels.InterruptibleChannel} says). Pages are large, so few are written at once.
 */
final class MetricsThreads implements Executor, AutoCloseable {
    static final int THREADS = 64;

    /** Pages that are written at one moment: each is in memory until its reader has it. */
    static final int PAGES = 4;

    /** What an exchange has where others wait for its thread or its place: ten times what a large page takes. */
    static final Duration CROWDED = Duration.ofSeconds(1);

    private static final Duration SWEEP = Duration.ofMillis(100);

    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private final Duration deadline;
    private final Refusals refusals;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService sweeper;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private final Semaphore pages = new Semaphore(PAGES, true);

    MetricsThreads(Duration deadline, Refusals refusals) {
        this.deadline = deadline;
        this.refusals = refusals;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, "metrics-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
        sweeper = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "metrics-deadlines"));
        ScheduledFuture<?> unused =
                sweeper.scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** One exchange, on its thread; it is interrupted while it runs or not at all. */
    private final class Exchange implements Runnable {
        private final Runnable task;
        private volatile long began;
        private volatile boolean writesPage;
        private Thread thread = Thread.currentThread();
        private boolean over;

        Exchange(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            began = System.nanoTime();
            CURRENT.set(this);
            running.add(this);
            try {
                task.run();
            } finally {
                running.remove(this);
                CURRENT.remove();
                end();
            }
        }

        private synchronized void end() {
            over = true;
            // The thread's next exchange must not pay for this one.
            Thread.interrupted();
        }

        synchronized void cut() {
            if (!over) {
                over = true;
                refusals.add(Refusals.DEADLINE);
                thread.interrupt();
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(new Exchange(task));
    }

    private void sweep() {
        long now = System.nanoTime();
        boolean threadsWanted = !threads.getQueue().isEmpty();
        boolean pagesWanted = pages.hasQueuedThreads();
        for (Exchange exchange : running) {
            boolean wanted = threadsWanted || (pagesWanted && exchange.writesPage);
            Duration has = wanted && CROWDED.compareTo(deadline) < 0 ? CROWDED : deadline;
            if (now - exchange.began > has.toNanos()) {
                exchange.cut();
            }
        }
    }

    /** Something that writes a page. */
    @FunctionalInterface
    interface PageWriter {
        void write() throws IOException;
    }

    /**
     * Writes a page once there is a place, on a thread of this executor.
     *
     * @return false if there was none in time
     */
    boolean page(PageWriter writer) throws IOException {
        Exchange exchange = CURRENT.get();
        try {
            if (!pages.tryAcquire(deadline.toMillis() / 2, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            if (exchange != null) {
                exchange.began = System.nanoTime();
                exchange.writesPage = true;
            }
            writer.write();
            return true;
        } finally {
            if (exchange != null) {
                exchange.writesPage = false;
            }
            pages.release();
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        threads.shutdown();
    }
}
