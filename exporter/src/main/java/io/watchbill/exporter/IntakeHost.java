package io.watchbill.exporter;

import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejections;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what sources of one kind read: one delivery at a time for each thread, again and again until it is stored. */
final class IntakeHost implements SourceHost {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeHost.class);
    private static final int UNAVAILABLE = 503;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Waits; a test's own does not. */
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    private final String kind;
    private final Intake intake;
    private final SourceStates states;
    private final int longestLine;
    private final Pause pause;
    private final Seldom rejections;

    IntakeHost(String kind, Intake intake, SourceStates states, int longestLine, Pause pause, LongSupplier nanos) {
        this.kind = kind;
        this.intake = intake;
        this.states = states;
        this.longestLine = longestLine;
        this.pause = pause;
        this.rejections = new Seldom(nanos);
    }

    @Override
    public int longestLine() {
        return longestLine;
    }

    @Override
    public OptionalLong position(String stream) {
        return intake.position(stream);
    }

    @Override
    public void take(byte[] lines, int length, Place place) throws InterruptedException {
        // Read again for each attempt: taking in writes into what was read.
        take(() -> intake.decode(lines, length, Decoder.Format.LINES), place);
    }

    @Override
    public void tooLong(Place place) throws InterruptedException {
        take(this::tooLong, place);
    }

    private Decoded tooLong() {
        Rejections rejections = new Rejections();
        rejections.add(1, IngestResult.OVER_LIMIT, "the line has more than " + longestLine + " bytes");
        return new Decoded(List.of(), rejections, 1, 1);
    }

    private void take(Supplier<Decoded> read, Place place) throws InterruptedException {
        Position position = place.stream().isEmpty() ? null : new Position(place.stream(), place.next());
        Duration wait = FIRST_PAUSE;
        while (true) {
            Taken taken = attempt(new Delivery(kind, read.get(), null, position));
            IngestAnswer answer = taken.answer();
            if (answer != null) {
                if (!wait.equals(FIRST_PAUSE)) {
                    up(place.input());
                }
                rejected(answer, place);
                return;
            }
            Problem problem = taken.problem();
            if (problem == null || problem.status() != UNAVAILABLE) {
                lost(
                        place.input(),
                        SourceProblem.FAILED,
                        "the lines before " + place.next() + " could not be taken in");
                return;
            }
            down(
                    place.input(),
                    SourceProblem.NOT_STORED,
                    "the exporter cannot store; nothing more is read until it can");
            pause.of(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
        }
    }

    private Taken attempt(Delivery delivery) throws InterruptedException {
        BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
        intake.take(delivery, taken::add);
        return taken.take();
    }

    /** A sender over HTTP sees its reasons in the answer; here the log has one now and then. */
    private void rejected(IngestAnswer answer, Place place) {
        if (answer.rejections().isEmpty() || !rejections.now()) {
            return;
        }
        LOG.warn(
                "{} {}: {} of {} lines before {} were not taken; the first: {} (told once a minute at most)",
                kind,
                place.input(),
                answer.rejected(),
                answer.lines(),
                place.next(),
                answer.rejections().get(0).reason());
    }

    @Override
    public void up(String input) {
        if (states.up(kind, input)) {
            LOG.info("{} {}: being read", kind, input);
        }
    }

    @Override
    public void down(String input, SourceProblem problem, String detail) {
        if (states.down(kind, input, problem)) {
            LOG.warn("{} {}: {}", kind, input, detail);
        }
    }

    @Override
    public void lost(String input, SourceProblem problem, String detail) {
        states.count(kind, input, problem);
        LOG.warn("{} {}: {}", kind, input, detail);
    }
}
