package io.watchbill.rules.fleet;

import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.NumericReferenceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Predictions that a balancer deals out to three replicas in turn, and what Prometheus has read of their counters. Each
 * replica is scraped at its own moment of the interval. The values move away from those of the reference in the course of
 * time, so that windows of different lengths hold different things.
 */
final class FleetTraffic {

    static final String MODEL = "shop";
    static final String VERSION = "1";
    static final int REPLICAS = 3;
    static final Duration SCRAPE = Duration.ofSeconds(30);

    /** The two confidences that predictions come with, and their mean on the reference data. */
    static final double LOW = 0.5;

    static final double HIGH = 0.9;
    static final double REFERENCE_CONFIDENCE = 0.74;

    /** The metrics on the reference data. */
    static final Map<String, Double> BASELINE =
            Map.of("accuracy", 0.93, "precision", 0.92, "recall", 0.91, "f1", 0.915, "roc_auc", 0.95);

    /** Two seconds between predictions. */
    private static final long PACE_MILLIS = 2_000;

    private static final int REFERENCE_ROWS = 5_000;

    private final List<ColumnReference> columns = new ArrayList<>();
    private final Random random = new Random(20261126);
    private final long start;
    private final long end;
    private final long[] times;
    /** The coarse bin of each prediction, by column. */
    private final int[][] bins;
    /** Whether the label of each prediction was the one predicted; labels come at once. */
    private final boolean[] right;

    /** Predictions from {@code start} to {@code end}, in milliseconds. */
    FleetTraffic(long start, long end) {
        this.start = start;
        this.end = end;
        int rows = (int) ((end - start) / PACE_MILLIS);
        this.times = new long[rows];
        for (int row = 0; row < rows; row++) {
            times[row] = start + row * PACE_MILLIS + random.nextInt((int) PACE_MILLIS);
        }
        NumericReference amount = numeric("amount", row -> Math.exp(random.nextGaussian()));
        NumericReference stops = numeric("stops", row -> random.nextInt(6) * random.nextInt(2));
        NumericReference confidence = new NumericReferenceBuilder("confidence", ColumnKind.CONFIDENCE, 5_000)
                .add(LOW, 2_000)
                .add(HIGH, 3_000)
                .build(0, 0);
        CategoricalReference channel = categorical("channel", ColumnKind.FEATURE, row -> pick("web", "app", "shop"));
        CategoricalReference place = categorical("place", ColumnKind.FEATURE, row -> rare(40));
        CategoricalReference prediction =
                categorical("prediction", ColumnKind.PREDICTION, row -> pick("yes", "no", "no"));
        this.bins = new int[][] {
            fill(amount, moved -> amount.coarseOf(amount.binOf(Math.exp(random.nextGaussian() + 0.4 * moved)))),
            fill(
                    stops,
                    moved -> stops.coarseOf(stops.binOf(random.nextInt(6) * random.nextInt(2 + (int) (2 * moved))))),
            fill(confidence, moved -> confidence.coarseOf(confidence.binOf(random.nextBoolean() ? LOW : HIGH))),
            fill(
                    channel,
                    moved -> channel.binOf(
                            random.nextInt(400) == 0 ? "fax" : pick("web", "app", moved > 0.5 ? "web" : "shop"))),
            fill(place, moved -> place.binOf(rare(moved > 0.5 ? 60 : 40))),
            fill(prediction, moved -> prediction.binOf(pick("yes", "no", "no")))
        };
        this.right = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            right[row] = random.nextDouble() < 0.9;
        }
    }

    private interface Drawn {
        int bin(double moved);
    }

    private int[] fill(ColumnReference column, Drawn drawn) {
        columns.add(column);
        int[] drawnBins = new int[times.length];
        for (int row = 0; row < drawnBins.length; row++) {
            drawnBins[row] = drawn.bin((double) row / drawnBins.length);
        }
        return drawnBins;
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** Places of which most are rare. */
    private String rare(int places) {
        return "place " + (int) (places * Math.pow(random.nextDouble(), 4));
    }

    private static NumericReference numeric(String name, IntFunction<Number> value) {
        double[] values = new double[REFERENCE_ROWS];
        Arrays.setAll(values, row -> value.apply(row).doubleValue());
        TreeMap<Double, Long> counts = new TreeMap<>();
        Arrays.stream(values).forEach(one -> counts.merge(one, 1L, Long::sum));
        NumericReferenceBuilder builder = new NumericReferenceBuilder(name, ColumnKind.FEATURE, REFERENCE_ROWS);
        counts.forEach(builder::add);
        return builder.build(0, 0);
    }

    private static CategoricalReference categorical(String name, ColumnKind kind, IntFunction<String> value) {
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder(name, kind, 100);
        Map<String, Long> counts = new TreeMap<>();
        for (int row = 0; row < REFERENCE_ROWS; row++) {
            counts.merge(value.apply(row), 1L, Long::sum);
        }
        counts.forEach(builder::add);
        return builder.build(0, 0);
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    List<ColumnReference> columns() {
        return List.copyOf(columns);
    }

    /** How many predictions of each bin of a column happened after {@code from} until {@code to}, at all replicas. */
    long[] between(ColumnReference column, long from, long to) {
        long[] counts = new long[column.coarseBins()];
        int[] ofColumn = bins[columns.indexOf(column)];
        for (int row = 0; row < times.length; row++) {
            if (times[row] > from && times[row] <= to) {
                counts[ofColumn[row]]++;
            }
        }
        return counts;
    }

    /** Everything that was scraped, in OpenMetrics' text format. */
    String scraped() {
        StringBuilder text = new StringBuilder(1 << 26);
        text.append("# TYPE ml_column_bin counter\n");
        for (int c = 0; c < columns.size(); c++) {
            for (int replica = 0; replica < REPLICAS; replica++) {
                counters(text, c, replica);
            }
        }
        text.append("# TYPE ml_column_reference_samples gauge\n");
        for (ColumnReference column : columns) {
            for (int replica = 0; replica < REPLICAS; replica++) {
                for (int bin = 0; bin < column.coarseBins(); bin++) {
                    for (long at = end - 20 * SCRAPE.toMillis(); at <= end; at += SCRAPE.toMillis()) {
                        sample(text, "ml_column_reference_samples", column, replica, bin, column.coarseCount(bin), at);
                    }
                }
            }
        }
        text.append("# TYPE ml_labelled_predictions counter\n");
        for (int replica = 0; replica < REPLICAS; replica++) {
            labelled(text, replica);
        }
        text.append("# TYPE ml_labels counter\n");
        for (int replica = 0; replica < REPLICAS; replica++) {
            for (int scrape = 0; scrape < scrapes(); scrape++) {
                sample(text, "ml_labels_total", "result=\"joined\"", replica, scrape, scrapedAt(replica, scrape));
            }
        }
        text.append("# TYPE ml_prediction_confidence summary\n");
        for (int replica = 0; replica < REPLICAS; replica++) {
            confidences(text, replica);
        }
        text.append("# TYPE ml_performance_baseline gauge\n");
        BASELINE.forEach((metric, value) ->
                gauge(text, "ml_performance_baseline", "metric=\"" + metric + '"', replica -> value.doubleValue()));
        for (String window : List.of("30m", "3h", "1d1h")) {
            String inWindow = "window=\"" + window + '"';
            text.append("# TYPE ml_confidence_mean gauge\n");
            gauge(text, "ml_confidence_mean", inWindow, replica -> 0.7 + replica / 100.0);
            text.append("# TYPE ml_confidence_drop gauge\n");
            gauge(text, "ml_confidence_drop", inWindow, replica -> REFERENCE_CONFIDENCE - (0.7 + replica / 100.0));
            text.append("# TYPE ml_confidence_drop_p_value gauge\n");
            gauge(text, "ml_confidence_drop_p_value", inWindow, FleetTraffic::pValue);
            text.append("# TYPE ml_performance_drop gauge\n");
            gauge(text, "ml_performance_drop", "metric=\"roc_auc\"," + inWindow, replica -> replica / 100.0);
            text.append("# TYPE ml_performance_drop_p_value gauge\n");
            gauge(text, "ml_performance_drop_p_value", "metric=\"accuracy\"," + inWindow, FleetTraffic::pValue);
        }
        return text.append("# EOF\n").toString();
    }

    /** What a replica says of a drop in its own share of the events. */
    static double pValue(int replica) {
        return 0.25 / (replica + 1);
    }

    /** The sum and the number of a replica's confidences, as its histogram has them. */
    private void confidences(StringBuilder text, int replica) {
        ColumnReference column = columns.stream()
                .filter(one -> one.kind() == ColumnKind.CONFIDENCE)
                .findFirst()
                .orElseThrow();
        int[] ofColumn = bins[columns.indexOf(column)];
        StringBuilder counts = new StringBuilder();
        long low = 0;
        long high = 0;
        int row = replica;
        for (int scrape = 0; scrape < scrapes(); scrape++) {
            long at = scrapedAt(replica, scrape);
            for (; row < times.length && times[row] <= at; row += REPLICAS) {
                if (ofColumn[row] == 0) {
                    low++;
                } else {
                    high++;
                }
            }
            sample(text, "ml_prediction_confidence_sum", "", replica, low * LOW + high * HIGH, at);
            sample(counts, "ml_prediction_confidence_count", "", replica, low + high, at);
        }
        text.append(counts);
    }

    private void gauge(StringBuilder text, String name, String labels, IntToDoubleFunction value) {
        for (int replica = 0; replica < REPLICAS; replica++) {
            for (long at = end - 20 * SCRAPE.toMillis(); at <= end; at += SCRAPE.toMillis()) {
                sample(text, name, labels, replica, value.applyAsDouble(replica), at);
            }
        }
    }

    private void counters(StringBuilder text, int c, int replica) {
        ColumnReference column = columns.get(c);
        int scrapes = scrapes();
        long[][] counts = new long[scrapes][];
        long[] count = new long[column.coarseBins()];
        int row = replica;
        for (int scrape = 0; scrape < scrapes; scrape++) {
            long at = scrapedAt(replica, scrape);
            for (; row < times.length && times[row] <= at; row += REPLICAS) {
                count[bins[c][row]]++;
            }
            counts[scrape] = count.clone();
        }
        for (int bin = 0; bin < count.length; bin++) {
            for (int scrape = 0; scrape < scrapes; scrape++) {
                sample(
                        text,
                        "ml_column_bin_total",
                        column,
                        replica,
                        bin,
                        counts[scrape][bin],
                        scrapedAt(replica, scrape));
            }
        }
    }

    /** A cell is on the page from its first label on, as the exporter has it. */
    private void labelled(StringBuilder text, int replica) {
        int predictions = columns.size() - 1;
        List<String> classes = List.of("no", "yes");
        for (int predicted = 0; predicted < 2; predicted++) {
            for (int actual = 0; actual < 2; actual++) {
                long count = 0;
                int row = replica;
                for (int scrape = 0; scrape < scrapes(); scrape++) {
                    long at = scrapedAt(replica, scrape);
                    for (; row < times.length && times[row] <= at; row += REPLICAS) {
                        boolean inCell = bins[predictions][row] == predicted && right[row] == (predicted == actual);
                        count += inCell ? 1 : 0;
                    }
                    if (count > 0) {
                        String labels = "predicted=\"" + classes.get(predicted) + "\",actual=\"" + classes.get(actual)
                                + "\",arm=\"\"";
                        sample(text, "ml_labelled_predictions_total", labels, replica, count, at);
                    }
                }
            }
        }
    }

    private int scrapes() {
        return (int) ((end - start) / SCRAPE.toMillis()) - 1;
    }

    private long scrapedAt(int replica, int scrape) {
        return start + scrape * SCRAPE.toMillis() + replica * 9_700L + (scrape * 37L + replica * 11L) % 100;
    }

    private static void sample(
            StringBuilder text, String name, ColumnReference column, int replica, int bin, long value, long at) {
        String labels = "column=\"" + column.name() + "\",kind=\""
                + column.kind().label() + "\",bin=\"" + column.coarseLabels().get(bin) + '"';
        sample(text, name, labels, replica, value, at);
    }

    private static void sample(StringBuilder text, String name, String labels, int replica, Number value, long at) {
        text.append(name)
                .append("{model=\"")
                .append(MODEL)
                .append("\",version=\"")
                .append(VERSION);
        text.append("\",instance=\"exporter-")
                .append(replica)
                .append(labels.isEmpty() ? "\"" : "\",")
                .append(labels)
                .append("} ");
        text.append(value).append(' ').append(at / 1000).append('.');
        text.append(String.valueOf(at % 1000 + 1000), 1, 4).append('\n');
    }
}
