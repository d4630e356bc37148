package io.watchbill.bench;

import io.watchbill.engine.Scores;
import io.watchbill.engine.decode.DecodedBatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory of the counts and the cost of a scrape after more and more events in one week: whole batches through the binner
 * and the model's state, none left out, 22 columns in the windows 24h and 7d. The batches are a few hundred different
 * ones, again and again.
 */
public final class TrafficBench {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int BATCHES = 256;
    private static final int LEAST = 1_000;
    private static final int MOST = 100_000_000;
    private static final int COMPARED = MOST / 1_000;
    private static final int SCRAPES = 300;
    /** 22 columns in two windows each. */
    private static final int WINDOWS = 2 * 22;

    private static final double KIBI = 1_024;

    /** Ints for 1,027 slots, ten coarse ints for each of 57 panes, and their fine counts as ints. */
    private static final String BOUND = "<= 260";

    private TrafficBench() {}

    /** Arguments: the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws IOException {
        boolean check = List.of(arguments).contains("--check");
        Map<String, String> machine = Machine.described();
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, String> targets = new LinkedHashMap<>();
        // Once for nothing, so that the first row is not the compiler's.
        scrapeMicros(after(LEAST));
        double less = Double.NaN;
        for (int events = LEAST; events <= MOST; events *= 10) {
            CoreModel model = after(events);
            double micros = scrapeMicros(model);
            values.put(
                    name("kibibytesPerColumnAndWindow", events), model.state().bytesHeld() / KIBI / WINDOWS);
            values.put(name("scrapeCpuMicros", events), micros);
            targets.put(name("kibibytesPerColumnAndWindow", events), BOUND);
            less = events == COMPARED ? micros : less;
            if (events == MOST) {
                // A thousand times as many events: not more than wider counts take.
                values.put("scrapeCpuOfMostAgainstThousandth", micros / less);
                targets.put("scrapeCpuOfMostAgainstThousandth", "<= 1.5");
            }
        }
        Result result = new Result("bench/run traffic", machine, values, targets);
        System.exit(Results.keep(result, Path.of(arguments[0]), check) ? 0 : 1);
    }

    private static String name(String what, int events) {
        return what + "After1e" + (int) Math.rint(Math.log10(events));
    }

    private static CoreModel after(int events) throws IOException {
        CoreModel model = new CoreModel(Workload.EVENT);
        DecodedBatch[] decoded = new DecodedBatch[BATCHES];
        Arrays.setAll(decoded, model::decoded);
        model.fill(WEEK, events / Workload.EVENTS, decoded);
        return model;
    }

    /** The median of many; the thread's own time, so that other programs do not count. */
    private static double scrapeMicros(CoreModel model) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] micros = new double[SCRAPES];
        for (int i = 0; i < SCRAPES; i++) {
            long before = threads.getCurrentThreadCpuTime();
            if (Scores.of(model.state().totals(WEEK.toNanos())).versions().isEmpty()) {
                throw new IllegalStateException("the model has no version after its events");
            }
            micros[i] = (threads.getCurrentThreadCpuTime() - before) / 1e3;
        }
        Arrays.sort(micros);
        return micros[SCRAPES / 2];
    }
}
