package io.watchbill.bench;

import io.watchbill.engine.ModelTotals;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.decode.DecodedBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All scores of a model of 100 columns (58 continuous features and the confidence, 20 of hours of the day, 20 of 50
 * categories, the prediction) in two windows, 24h and 7d, after a week of 200,000 events.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class ScoreBenchmark {
    private static final int BATCHES = 64;
    private static final int FILLED = 2_000;
    private static final Duration WEEK = Duration.ofDays(7);

    @SuppressWarnings("NullAway.Init") // set by prepare(), which JMH calls first
    private CoreModel model;

    @SuppressWarnings("NullAway.Init")
    private ModelTotals totals;

    /** Fills the windows. */
    @Setup
    public void prepare() throws IOException {
        model = new CoreModel(Workload.WIDE);
        DecodedBatch[] decoded = new DecodedBatch[BATCHES];
        Arrays.setAll(decoded, model::decoded);
        model.fill(WEEK, FILLED, decoded);
        totals = model.state().totals(WEEK.toNanos());
    }

    /** Copies and scores the whole model, as a scrape does. */
    @Benchmark
    public ScoreSnapshot scores() {
        return Scores.of(model.state().totals(WEEK.toNanos()));
    }

    /** Only copies: what is done under the model's lock. */
    @Benchmark
    public ModelTotals copy() {
        return model.state().totals(WEEK.toNanos());
    }

    /** Only scores, on counts that were copied before. */
    @Benchmark
    public ScoreSnapshot scoresOfACopy() {
        return Scores.of(totals);
    }
}
