package io.watchbill.bench;

import io.watchbill.engine.Admission;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.Binner;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.statistics.ProfileJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** The steps of an event of 20 features without ids: decode, bin, fold into the windows; and the scores of a model. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class CoreBenchmark {
    private byte[] body = new byte[0];
    private Decoder decoder = new Decoder(List.of(), DecodeLimits.DEFAULT, new IdHash(1, 2));

    @SuppressWarnings("NullAway.Init") // set by prepare(), which JMH calls first
    private ModelState state;

    @SuppressWarnings("NullAway.Init")
    private Binner binner;

    @SuppressWarnings("NullAway.Init")
    private DecodedBatch decoded;

    @SuppressWarnings("NullAway.Init")
    private Admission admission;

    @SuppressWarnings("NullAway.Init")
    private BinnedBatch binned;

    /** Makes a model, and one body in each of its stages. */
    @Setup
    public void prepare() throws IOException {
        Path folder = Files.createTempDirectory("watchbill-bench");
        Path file = Workload.write(folder);
        OperationsSpecification specification = new SpecificationReader(TextFiles.ofFileSystem())
                .read(file)
                .loaded()
                .orElseThrow()
                .specification();
        ModelPlan plan = new ModelPlan(
                specification.models().get(0),
                specification.business(),
                Map.of(
                        ModelPlan.DEFAULT_VERSION,
                        ProfileJson.read(Files.readAllBytes(folder.resolve("bench.profile.json")))),
                List.of());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path written : files.toList()) {
                Files.delete(written);
            }
        }
        Files.delete(folder);
        body = Workload.body(1, false);
        decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        state = new ModelState(plan, Duration.ofMinutes(5), 1_000, 1_000);
        binner = new Binner(plan);
        decoded = decode().batches().get(0);
        admission = state.admit(decoded, System.currentTimeMillis(), System.nanoTime(), new Rejections());
        binned = binner.bin(decoded, admission);
        for (int i = 0; i < 1_000; i++) {
            state.apply(binned);
        }
    }

    /** Bytes to columns. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public Decoded decode() {
        return decoder.decode(body, body.length, Decoder.Format.LINES);
    }

    /** Columns to bins. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public BinnedBatch bin() {
        return binner.bin(decoded, admission);
    }

    /** Bins into counters and two windows. */
    @Benchmark
    @OperationsPerInvocation(Workload.EVENTS)
    public long update() {
        state.apply(binned);
        return state.appliedRows();
    }

    /** Copies and scores the whole model: 22 columns, two windows. */
    @Benchmark
    public ScoreSnapshot score() {
        return Scores.of(state.totals(System.nanoTime()));
    }
}
