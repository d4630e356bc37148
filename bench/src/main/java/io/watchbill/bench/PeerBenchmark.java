package io.watchbill.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest.TwoResult;
import org.apache.commons.statistics.inference.PValueMethod;
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
 * The same tests by libraries on raw rows that somebody has kept: one column, 20,000 values of a window against 20,000 of
 * a reference. The reference counts of categories are known; the window's are counted from its rows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeerBenchmark {
    private static final int CATEGORIES = 50;

    private final double[] reference = new double[Workload.REFERENCE];
    private final double[] window = new double[Workload.REFERENCE];
    private final String[] windowCategories = new String[Workload.REFERENCE];
    private final long[] referenceCounts = new long[CATEGORIES];
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Draws the rows. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        Arrays.setAll(reference, i -> random.nextDouble());
        Arrays.setAll(window, i -> random.nextDouble());
        for (int category = 0; category < CATEGORIES; category++) {
            numbers.put("category-" + category, category);
            referenceCounts[category] = Workload.REFERENCE / CATEGORIES;
        }
        Arrays.setAll(windowCategories, i -> "category-" + random.nextInt(CATEGORIES));
    }

    /** Commons Math 3, Kolmogorov–Smirnov. */
    @Benchmark
    public double commonsMathKs() {
        return new KolmogorovSmirnovTest().kolmogorovSmirnovTest(window, reference);
    }

    /** Commons Statistics, Kolmogorov–Smirnov, the asymptotic p-value. */
    @Benchmark
    public TwoResult commonsStatisticsKs() {
        return org.apache.commons.statistics.inference.KolmogorovSmirnovTest.withDefaults()
                .with(PValueMethod.ASYMPTOTIC)
                .test(window, reference);
    }

    /** Commons Math 3, chi-square of two samples. */
    @Benchmark
    public double commonsMathChiSquare() {
        return new ChiSquareTest().chiSquareTestDataSetsComparison(counted(), referenceCounts);
    }

    /** Commons Statistics, chi-square of two samples. */
    @Benchmark
    public double commonsStatisticsChiSquare() {
        return org.apache.commons.statistics.inference.ChiSquareTest.withDefaults()
                .test(counted(), referenceCounts)
                .getPValue();
    }

    private long[] counted() {
        long[] counts = new long[CATEGORIES];
        for (String category : windowCategories) {
            Integer number = numbers.get(category);
            if (number != null) {
                counts[number]++;
            }
        }
        return counts;
    }
}
