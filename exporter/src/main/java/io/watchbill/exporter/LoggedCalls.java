package io.watchbill.exporter;

import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.engine.decode.inference.InferenceEvent;
import io.watchbill.engine.decode.inference.InferenceRows;
import io.watchbill.engine.decode.inference.PayloadException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes logged calls in behind their answer: a queue, the join of requests and responses, and deliveries that are tried
 * again until they are stored. {@link #offer} is thread-safe; the rest is the work of one thread.
 */
final class LoggedCalls implements AutoCloseable {
    /** The {@code source} label. */
    static final String KIND = "cloudevents";

    /** Stands where other deliveries have a credential; no credential has a line's end in its name. */
    private static final String SENDERS = "cloudevents\n";

    private static final Logger LOG = LoggerFactory.getLogger(LoggedCalls.class);
    private static final int BEING_TAKEN = 409;
    private static final int UNAVAILABLE = 503;
    private static final int MOST_AT_ONCE = 64;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    /** A call on its way to be stored: its lines, or why there are none. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way through
    private record Outgoing(@Nullable DeliveryKey key, byte @Nullable [] lines, Rejections refused) {}

    private final Intake intake;
    private final DeliveryKeys keys;
    private final Supplier<InferenceRows> rows;
    private final LongSupplier nanos;
    private final InFlight held;
    private final HalfCalls halves;
    private final Seldom warnings;
    private final LinkedBlockingQueue<InferenceEvent> queue = new LinkedBlockingQueue<>();
    private Rejections refused = new Rejections();
    private final Queue<Outgoing> failed = new ConcurrentLinkedQueue<>();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Thread worker = new Thread(this::work, KIND);
    private volatile boolean ending;

    LoggedCalls(
            Intake intake,
            DeliveryKeys keys,
            Supplier<InferenceRows> rows,
            CloudEventsSettings settings,
            LongSupplier nanos) {
        this.intake = intake;
        this.keys = keys;
        this.rows = rows;
        this.nanos = nanos;
        this.held = new InFlight(settings.maximumQueue());
        this.halves = new HalfCalls(settings.maximumWaiting(), settings.patience());
        this.warnings = new Seldom(nanos);
    }

    /** Whether what is queued is read: the thread is there. */
    boolean alive() {
        return worker.isAlive();
    }

    void start() {
        worker.setDaemon(true);
        worker.start();
    }

    /** Queues events, all or none; false, and counted as dropped, where the queue is full. */
    boolean offer(List<InferenceEvent> events) {
        long bytes = events.stream().mapToLong(HalfCalls::sizeOf).sum();
        if (ending || !held.reserve(bytes)) {
            dropped(events.size(), "the queue is full (--maximum-cloudevents-queue)");
            return false;
        }
        queue.addAll(events);
        return true;
    }

    /** Counts what was no event at all. */
    void malformed(Rejections rejections) {
        for (IngestResult result : IngestResult.values()) {
            refuse(result, rejections.count(result));
        }
    }

    private synchronized void refuse(IngestResult result, long events) {
        for (long i = 0; i < events; i++) {
            refused.add(1, result, "");
        }
    }

    private void dropped(int events, String why) {
        refuse(IngestResult.DROPPED, events);
        warn("CloudEvents were dropped", why);
    }

    /** The logger does not look at answers, so that only this tells its owner. */
    private void warn(String what, String why) {
        if (!why.isEmpty() && warnings.now()) {
            LOG.warn("{}: {} (told once a minute at most)", what, why);
        }
    }

    /** What was refused since the last time is counted where everything is, so that a restart does not forget it. */
    private void count() throws InterruptedException {
        Rejections since = takeRefused();
        if (since.total() > 0) {
            send(new Outgoing(null, null, since));
        }
    }

    private synchronized Rejections takeRefused() {
        Rejections since = refused;
        refused = new Rejections();
        return since;
    }

    private void work() {
        try {
            while (!ending || !queue.isEmpty()) {
                InferenceEvent event = queue.poll(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                try {
                    step(event);
                } catch (RuntimeException e) {
                    LOG.error("a CloudEvent could not be taken in", e);
                    refuse(IngestResult.DROPPED, 1);
                }
                again();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Joins an event, and gives up on those that have waited long enough. */
    void step(@Nullable InferenceEvent event) throws InterruptedException {
        if (event != null) {
            HalfCalls.Call call = halves.add(event, nanos.getAsLong());
            held.release(HalfCalls.sizeOf(event));
            if (call != null) {
                send(outgoing(call.request(), call.response()));
            }
        }
        int forgotten = halves.forgotten().size();
        if (forgotten > 0) {
            dropped(forgotten, "too many wait for their other half (--maximum-cloudevents-waiting)");
        }
        for (InferenceEvent alone : halves.alone(nanos.getAsLong())) {
            if (alone.half() == InferenceEvent.Half.REQUEST) {
                send(outgoing(alone, null));
            } else {
                dropped(1, "no request came for a response; let the logger send both (mode: all)");
            }
        }
        count();
    }

    private Outgoing outgoing(InferenceEvent request, @Nullable InferenceEvent response) {
        try {
            String name = request.origin() + "\n" + request.id();
            // One content for every name: a call that is logged again is the same, whatever came with it.
            return new Outgoing(
                    keys.named(SENDERS, name, new byte[0], 0), rows.get().lines(request, response), new Rejections());
        } catch (PayloadException e) {
            Rejections refused = new Rejections();
            refused.add(1, e.result(), e.reason());
            return new Outgoing(null, null, refused);
        }
    }

    private void send(Outgoing call) throws InterruptedException {
        free.acquire();
        Decoded decoded = decoded(call);
        int events = decoded.events();
        intake.take(new Delivery(KIND, decoded, call.key(), null), taken -> {
            Problem problem = taken.problem();
            if (taken.answer() != null) {
                taken.answer().rejections().stream()
                        .limit(1)
                        .forEach(first -> warn("a call was refused", first.reason()));
            } else if (problem != null && problem.status() == UNAVAILABLE) {
                failed.add(call);
            } else if (problem != null && call.lines() != null) {
                refuse(problem.status() == BEING_TAKEN ? IngestResult.DUPLICATE : IngestResult.DROPPED, events);
            }
            free.release();
        });
    }

    private Decoded decoded(Outgoing call) {
        byte[] lines = call.lines();
        if (lines != null) {
            return intake.decode(lines, lines.length, Decoder.Format.LINES);
        }
        return new Decoded(List.of(), call.refused(), 1, 1);
    }

    /** While the exporter cannot store, nothing more is taken from the queue. */
    private void again() throws InterruptedException {
        while (!failed.isEmpty()) {
            if (ending) {
                return;
            }
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
            for (int calls = failed.size(); calls > 0; calls--) {
                send(failed.remove());
            }
            free.acquire(MOST_AT_ONCE);
            free.release(MOST_AT_ONCE);
        }
    }

    long queuedBytes() {
        return held.used();
    }

    long waitingBytes() {
        return halves.bytes();
    }

    /** Takes in what is queued, within a few seconds; what is left, and halves that wait, are counted as dropped. */
    @Override
    public void close() {
        ending = true;
        try {
            worker.join(LONGEST_END.toMillis());
            worker.interrupt();
            worker.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refuse(IngestResult.DROPPED, (long) queue.size() + failed.size() + halves.size());
        Rejections left = takeRefused();
        if (left.total() > 0) {
            intake.take(new Delivery(KIND, new Decoded(List.of(), left, 1, 1), null, null), taken -> {});
        }
    }
}
