package io.watchbill.bench;

import io.watchbill.engine.Admission;
import io.watchbill.engine.BatchCodec;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.statistics.state.StateWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The steps of an event of 20 features without ids: decode, bin, fold into counters and two windows. Many different
 * batches, so that no branch is predicted because it was seen before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class CoreBenchmark {
    private static final int BATCHES = 64;
    private static final Duration WEEK = Duration.ofDays(7);

    private final byte[][] bodies = new byte[BATCHES][];
    private final DecodedBatch[] decoded = new DecodedBatch[BATCHES];
    private final Admission[] admissions = new Admission[BATCHES];
    private final BinnedBatch[] binned = new BinnedBatch[BATCHES];
    private final StateWriter writer = new StateWriter();
    private int next;

    @SuppressWarnings("NullAway.Init") // set by prepare(), which JMH calls first
    private CoreModel model;

    /** Makes a model that has a week of events behind it, and events in each of their stages. */
    @Setup
    public void prepare() throws IOException {
        model = new CoreModel(Workload.EVENT);
        Arrays.setAll(bodies, i -> Workload.EVENT.body(i, false));
        Arrays.setAll(decoded, model::decoded);
        model.fill(WEEK, 10_000, decoded);
        for (int i = 0; i < BATCHES; i++) {
            admissions[i] = model.at(decoded[i], WEEK);
            binned[i] = model.binner().bin(decoded[i], admissions[i]);
        }
    }

    private int next() {
        next = (next + 1) % BATCHES;
        return next;
    }

    /** Bytes to columns. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public Decoded decode() {
        byte[] body = bodies[next()];
        return model.decoder().decode(body, body.length, Decoder.Format.LINES);
    }

    /** Columns to bins. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public BinnedBatch bin() {
        int i = next();
        return model.binner().bin(decoded[i], admissions[i]);
    }

    /** Bins into counters and two windows. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public long apply() {
        model.state().apply(binned[next()], model.state().appliedRows() + 1);
        return model.state().appliedRows();
    }

    /** Bins to the bytes of the journal. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public int write() {
        writer.clear();
        BatchCodec.write(binned[next()], writer);
        return writer.size();
    }

    /** Everything that an event costs once it is decoded. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public long update() {
        int i = next();
        model.state()
                .apply(
                        model.binner().bin(decoded[i], admissions[i]),
                        model.state().appliedRows() + 1);
        return model.state().appliedRows();
    }
}
