package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The cost of the core without a server, in CPU time: an event of 20 features once it is decoded, and all scores of 100
 * columns in two windows, alone and with the copy of the counts that is made first, under the model's lock; beside it what two libraries take for the same tests on raw rows, 158 times
 * Kolmogorov–Smirnov and 42 times chi-square.
 */
public final class CoreBench {
    private static final int NUMERIC_WINDOWS = 2 * 79;
    private static final int CATEGORICAL_WINDOWS = 2 * 21;
    private static final double NANOS = 1e6;

    private static final Map<String, String> TARGETS = Map.of("updateNanosPerEvent", "<= 1000", "scoresMillis", "<= 2");

    private CoreBench() {}

    /** Arguments: the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        boolean check = List.of(arguments).contains("--check");
        Map<String, String> machine = Machine.described();
        Map<String, Double> nanos = new LinkedHashMap<>();
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include("CoreBenchmark|ScoreBenchmark|PeerBenchmark")
                        .addProfiler(CpuTime.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            String name = run.getParams().getBenchmark();
            var cpu = run.getSecondaryResults().get(CpuTime.LABEL);
            if (cpu == null) {
                throw new IllegalStateException("the benchmark '" + name + "' has no CPU time; is it profiled?");
            }
            nanos.put(name.substring(name.lastIndexOf('.') + 1), cpu.getScore());
        }
        Result result = new Result("bench/run core", machine, values(nanos), TARGETS);
        System.exit(Results.keep(result, Path.of(arguments[0]), check) ? 0 : 1);
    }

    private static Map<String, Double> values(Map<String, Double> nanos) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("decodeNanosPerEvent", of(nanos, "decode"));
        values.put("binNanosPerEvent", of(nanos, "bin"));
        values.put("applyNanosPerEvent", of(nanos, "apply"));
        values.put("updateNanosPerEvent", of(nanos, "update"));
        values.put("copyMillis", of(nanos, "copy") / NANOS);
        values.put("scoresMillis", of(nanos, "scoresOfACopy") / NANOS);
        values.put("copyAndScoresMillis", of(nanos, "scores") / NANOS);
        values.put(
                "commonsMathOnRawRowsMillis",
                (NUMERIC_WINDOWS * of(nanos, "commonsMathKs") + CATEGORICAL_WINDOWS * of(nanos, "commonsMathChiSquare"))
                        / NANOS);
        values.put(
                "commonsStatisticsOnRawRowsMillis",
                (NUMERIC_WINDOWS * of(nanos, "commonsStatisticsKs")
                                + CATEGORICAL_WINDOWS * of(nanos, "commonsStatisticsChiSquare"))
                        / NANOS);
        return values;
    }

    private static double of(Map<String, Double> nanos, String benchmark) {
        Double value = nanos.get(benchmark);
        if (value == null) {
            throw new IllegalStateException("the benchmark '" + benchmark + "' did not run; is it in the jar?");
        }
        return value;
    }
}
