package io.watchbill.bench;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.exporter.ModelsPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scrape of a hundred thousand series: the exporter makes its page of scores that are new every time and writes it, beside
 * the same writer with the same page made before. In one thread, by turns; CPU time.
 */
public final class ScrapeBench {
    private static final Fleet FLEET = new Fleet(Workload.WIDE, 15);
    private static final int EVENTS = 3_000;
    private static final Duration SPAN = Duration.ofMinutes(15);
    private static final int BATCHES = 16;
    private static final int WARM_UP = 20;
    private static final int SCRAPES = 21;

    private static final Map<String, String> TARGETS = Map.of("toPreBuilt", "<= 1.3", "series", ">= 100000");

    private final ModelsPage page = new ModelsPage();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final List<CoreModel> models;
    private final DecodedBatch[][] batches;
    private Duration now = SPAN;

    private ScrapeBench() throws IOException {
        models = CoreModel.of(FLEET);
        batches = new DecodedBatch[models.size()][BATCHES];
        for (int model = 0; model < batches.length; model++) {
            Arrays.setAll(batches[model], models.get(model)::decoded);
            models.get(model).fill(SPAN, EVENTS / Workload.EVENTS, batches[model]);
        }
    }

    /** Arguments: the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws IOException {
        boolean check = List.of(arguments).contains("--check");
        Map<String, String> machine = Machine.described();
        Result result = new Result("bench/run scrape", machine, new ScrapeBench().measure(), TARGETS);
        System.exit(Results.keep(result, Path.of(arguments[0]), check) ? 0 : 1);
    }

    private Map<String, Double> measure() throws IOException {
        double[] made = new double[SCRAPES];
        double[] whole = new double[SCRAPES];
        double[] preBuilt = new double[SCRAPES];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int scrape = -WARM_UP; scrape < SCRAPES; scrape++) {
            List<ScoreSnapshot> scores = scored(scrape + WARM_UP);
            long start = CpuTime.ofThisThread();
            MetricSnapshots snapshots = page.of(scores);
            long between = CpuTime.ofThisThread();
            write(snapshots, out);
            long end = CpuTime.ofThisThread();
            write(snapshots, out);
            long after = CpuTime.ofThisThread();
            if (scrape >= 0) {
                made[scrape] = (between - start) / 1e6;
                whole[scrape] = (end - start) / 1e6;
                preBuilt[scrape] = (after - end) / 1e6;
            }
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("series", (double) series(out));
        values.put("cpuMillis", median(whole));
        values.put("cpuMillisToMake", median(made));
        values.put("cpuMillisPreBuilt", median(preBuilt));
        values.put("toPreBuilt", median(whole) / median(preBuilt));
        return values;
    }

    /** Scores after more events: no value of one scrape is that of the next. */
    private List<ScoreSnapshot> scored(int scrape) {
        now = now.plusSeconds(5);
        List<ScoreSnapshot> scores = new ArrayList<>();
        for (int model = 0; model < models.size(); model++) {
            models.get(model).apply(batches[model][scrape % BATCHES], now);
            scores.add(Scores.of(models.get(model).state().totals(now.toNanos())));
        }
        return scores;
    }

    private void write(MetricSnapshots snapshots, ByteArrayOutputStream out) throws IOException {
        out.reset();
        writer.write(out, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    }

    private static long series(ByteArrayOutputStream page) {
        return page.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .count();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
