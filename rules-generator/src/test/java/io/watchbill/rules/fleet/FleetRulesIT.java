package io.watchbill.rules.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.plan.Plan;
import io.watchbill.plan.RecordedSeries;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.spec.Model;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.statistics.ClassCounts;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.MeanWindow;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.PerformanceScorer;
import io.watchbill.statistics.WindowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet's rules on a real Prometheus that has scraped three replicas behind a balancer for more than a day. */
class FleetRulesIT {

    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, title: Shop, owner: team-shop}
            models:
              shop:
                task: multiclass-classification
                references: {default: shop.profile.json}
                features:
                  amount: {type: numeric}
                  stops: {type: numeric}
                  channel: {type: categorical}
                  place: {type: categorical}
                drift:
                  windows: [30m, 3h, 25h]
                  minimumSamples: 500
                  numeric: [ks, psi, chi-square, jensen-shannon]
                  categorical: [psi, chi-square, jensen-shannon]
                performance: {windows: [30m, 3h, 25h]}
            monitoring: {replicas: several}
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
            """;

    private static final Duration HISTORY = Duration.ofMinutes(26 * 60 + 30);

    @TempDir
    private static Path directory;

    private static Plan plan;
    private static FleetTraffic traffic;
    private static RecordedVectors recorded;

    @BeforeAll
    static void scrapeForADay() throws IOException {
        plan = ExamplePlan.of(
                Files.writeString(directory.resolve("ops.yaml"), SPECIFICATION),
                new Target(FleetTraffic.SCRAPE, Duration.ofSeconds(2), 1));
        long now = System.currentTimeMillis();
        traffic = new FleetTraffic(now - HISTORY.toMillis(), now);
        recorded = FleetPrometheus.evaluate(directory, plan, traffic);
    }

    private static Model model() {
        return plan.specification().models().get(0);
    }

    private static void forEachColumnAndWindow(BiConsumer<ColumnReference, TimeWindow> test) {
        for (ColumnReference column : traffic.columns()) {
            for (Window window : model().drift().windows()) {
                test.accept(column, (TimeWindow) window);
            }
        }
    }

    private static Map<String, String> labels(ColumnReference column, Window window) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(LabelNames.COLUMN, column.name());
        labels.put(LabelNames.KIND, column.kind().label());
        labels.put(LabelNames.WINDOW, window.label());
        return labels;
    }

    /** The window's counts by coarse bin, as recorded. */
    private static double[] counts(ColumnReference column, Window window) {
        double[] counts = new double[column.coarseBins()];
        for (int bin = 0; bin < counts.length; bin++) {
            Map<String, String> labels = labels(column, window);
            labels.put(LabelNames.BIN, column.coarseLabels().get(bin));
            counts[bin] = recorded.value(FleetSeries.BIN_INCREASE, labels).orElseThrow();
        }
        return counts;
    }

    /** The exporter's scores of the counts that were recorded. */
    private static DriftScores scores(ColumnReference column, TimeWindow window) {
        double[] counts = counts(column, window);
        long[] slots = new long[column.slots()];
        for (int bin = 0; bin < counts.length; bin++) {
            slots[fullest(column, bin)] = Math.round(counts[bin]);
        }
        return DriftScorer.score(
                column, WindowCounts.ofOnePane(column, slots), window.length(), DriftSettings.of(model().drift()));
    }

    /** The bin that holds most of a coarse bin's reference: the value itself, where a coarse bin is of one value. */
    private static int fullest(ColumnReference column, int coarseBin) {
        return IntStream.range(0, column.bins())
                .filter(bin -> column.coarseOf(bin) == coarseBin)
                .boxed()
                .max(Comparator.comparing(column::count))
                .orElseThrow();
    }

    private static double recorded(MetricFamily family, Map<String, String> labels) {
        OptionalDouble value = recorded.value(FleetSeries.of(family), labels);
        assertThat(value).as("%s%s", FleetSeries.of(family), labels).isPresent();
        return value.getAsDouble();
    }

    private static void assertRecorded(MetricFamily family, Map<String, String> labels, double expected) {
        assertThat(recorded(family, labels))
                .as("%s%s", FleetSeries.of(family), labels)
                .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void scoresAreThoseOfTheExporterForTheCountsThatWereRecorded() {
        forEachColumnAndWindow((column, window) -> {
            Map<String, String> labels = labels(column, window);
            DriftScores scores = scores(column, window);
            DriftScores.Psi psi = Objects.requireNonNull(scores.psi());
            DriftScores.ChiSquare chiSquare = Objects.requireNonNull(scores.chiSquare());
            assertRecorded(MetricFamilies.DRIFT_WINDOW_SAMPLES, labels, scores.samples());
            assertRecorded(MetricFamilies.DRIFT_PSI, labels, psi.value());
            assertRecorded(MetricFamilies.DRIFT_PSI_NOISE_FLOOR, labels, psi.noiseFloor());
            assertRecorded(MetricFamilies.DRIFT_CHI_SQUARE_STATISTIC, labels, chiSquare.statistic());
            assertRecorded(MetricFamilies.DRIFT_V, labels, chiSquare.v());
            assertRecorded(
                    MetricFamilies.DRIFT_JENSEN_SHANNON,
                    labels,
                    Objects.requireNonNull(scores.jensenShannon()).value());
        });
    }

    @Test
    void everyCaseOfPoolingIsAmongThem() {
        Set<Double> bins = new TreeSet<>(recorded.values(FleetSeries.POOLED_BINS, Map.of()));
        assertThat(bins).hasSizeGreaterThan(3).contains(2.0);
        assertThat(recorded.values(FleetSeries.POOLED_WINDOW, Map.of(LabelNames.BIN, "pooled")))
                .as("pools that stand alone")
                .isNotEmpty();
        assertThat(recorded.values(FleetSeries.SMALLEST_BIN, Map.of(LabelNames.COLUMN, "channel")))
                .as("pools that join a bin")
                .isNotEmpty();
    }

    @Test
    void pValuesAreNeverUnderThoseOfTheExporterAndTellTheSame() {
        forEachColumnAndWindow((column, window) -> {
            Map<String, String> labels = labels(column, window);
            DriftScores.ChiSquare chiSquare =
                    Objects.requireNonNull(scores(column, window).chiSquare());
            double bound = recorded(MetricFamilies.DRIFT_CHI_SQUARE_P_VALUE, labels);
            assertThat(bound).isBetween(DriftScores.pValue(chiSquare.lnPValue()), 1.0);
            assertThat(Math.log(bound))
                    .as("of the logarithm at least a half, less for the factor")
                    .isLessThanOrEqualTo(Math.min(0, chiSquare.lnPValue() / 2 + 1));
            if (column instanceof NumericReference) {
                double distance = recorded(MetricFamilies.DRIFT_KS_STATISTIC, labels);
                double n = recorded(MetricFamilies.DRIFT_WINDOW_SAMPLES, labels);
                double m = column.samples();
                assertRecorded(
                        MetricFamilies.DRIFT_KS_P_VALUE,
                        labels,
                        Math.min(1, 2 * Math.exp(Math.max(-700, -2 * distance * distance * n * m / (n + m)))));
            }
        });
    }

    @Test
    void distancesAreThoseAtTheEdgesBetweenCoarseBins() {
        forEachColumnAndWindow((column, window) -> {
            if (column instanceof NumericReference) {
                double[] counts = counts(column, window);
                double n = Arrays.stream(counts).sum();
                double apart = 0;
                double distance = 0;
                for (int bin = 0; bin < counts.length; bin++) {
                    apart += counts[bin] / n - (double) column.coarseCount(bin) / column.samples();
                    distance = Math.max(distance, Math.abs(apart));
                }
                assertRecorded(MetricFamilies.DRIFT_KS_STATISTIC, labels(column, window), distance);
            }
        });
    }

    @Test
    void theDistanceIsTheExportersWhereEveryCoarseBinHoldsOneValue() {
        ColumnReference confidence = traffic.columns().stream()
                .filter(column -> column.name().equals("confidence"))
                .findFirst()
                .orElseThrow();
        for (Window window : model().drift().windows()) {
            DriftScores.Ks ks = Objects.requireNonNull(
                    scores(confidence, (TimeWindow) window).ks());
            assertRecorded(MetricFamilies.DRIFT_KS_STATISTIC, labels(confidence, window), ks.statistic());
        }
    }

    @Test
    void countsAreWholeAndTheirSharesThoseOfTheUnionWithinTwoScrapesOfTheWindow() {
        forEachColumnAndWindow((column, window) -> {
            double[] counts = counts(column, window);
            double n = Arrays.stream(counts).sum();
            long end = endOf(window);
            long[] union = traffic.between(column, end - window.length().toMillis(), end);
            double all = Arrays.stream(union).sum();
            double bound =
                    2.0 * FleetTraffic.SCRAPE.toMillis() / window.length().toMillis();
            for (int bin = 0; bin < counts.length; bin++) {
                assertThat(counts[bin]).isEqualTo(Math.rint(counts[bin]));
                assertThat(counts[bin] / n)
                        .as(
                                "share of %s %s over %s",
                                column.name(), column.coarseLabels().get(bin), window.label())
                        .isCloseTo(union[bin] / all, within(bound));
            }
        });
    }

    /** Windows over an hour end with the last full five minutes, those over a day five minutes before the last full hour. */
    private static long endOf(TimeWindow window) {
        long step = Duration.ofMinutes(5).toMillis();
        long hour = Duration.ofHours(1).toMillis();
        if (window.length().compareTo(Duration.ofHours(1)) <= 0) {
            return recorded.time();
        }
        return window.length().compareTo(Duration.ofDays(1)) <= 0
                ? recorded.time() / step * step
                : recorded.time() / hour * hour - step;
    }

    /** The exporter's scores of the labels that were recorded, by the metric's name. */
    private static Map<String, PerformanceScore> performance(TimeWindow window) {
        List<String> classes = List.of("no", "yes");
        ClassCounts.Builder counts = new ClassCounts.Builder(2, 1);
        for (int predicted = 0; predicted < 2; predicted++) {
            for (int actual = 0; actual < 2; actual++) {
                Map<String, String> cell = Map.of(
                        LabelNames.PREDICTED, classes.get(predicted),
                        LabelNames.ACTUAL, classes.get(actual),
                        LabelNames.WINDOW, window.label());
                double count =
                        recorded.value(FleetSeries.LABELLED_INCREASE, cell).orElseThrow();
                counts.add(0, predicted, actual, Math.round(count));
            }
        }
        Map<String, MetricBaseline> metrics = new LinkedHashMap<>();
        FleetTraffic.BASELINE.forEach(
                (metric, value) -> metrics.put(metric, new MetricBaseline(value, 1_000, 0.1, List.of())));
        PerformanceBaseline baseline = new PerformanceBaseline(List.of(), List.of(), metrics);
        return PerformanceScorer.classification(counts.build(), OptionalInt.empty(), baseline, window.length()).stream()
                .collect(Collectors.toMap(PerformanceScore::metric, score -> score));
    }

    private static PerformanceScore score(Map<String, PerformanceScore> scores, String metric) {
        return Objects.requireNonNull(scores.get(metric), metric);
    }

    @Test
    void performanceIsThatOfTheExporterForTheLabelsThatWereRecorded() {
        for (Window window : model().performance().windows()) {
            Map<String, PerformanceScore> expected = performance((TimeWindow) window);
            Map<String, String> labels = Map.of(LabelNames.WINDOW, window.label());
            assertRecorded(
                    MetricFamilies.ACCURACY, labels, score(expected, "accuracy").value());
            assertRecorded(
                    MetricFamilies.PRECISION,
                    labels,
                    score(expected, "precision").value());
            assertRecorded(
                    MetricFamilies.RECALL, labels, score(expected, "recall").value());
            assertRecorded(MetricFamilies.F1, labels, score(expected, "f1").value());
        }
    }

    @Test
    void dropsAreThoseOfTheExporterForTheLabelsThatWereRecordedAndOfOtherMetricsThoseOfTheWorstReplica() {
        for (Window window : model().performance().windows()) {
            performance((TimeWindow) window)
                    .forEach((metric, score) -> assertRecorded(
                            MetricFamilies.PERFORMANCE_DROP,
                            Map.of(LabelNames.METRIC, metric, LabelNames.WINDOW, window.label()),
                            Objects.requireNonNull(score.drop())));
            assertRecorded(
                    MetricFamilies.PERFORMANCE_DROP,
                    Map.of(LabelNames.METRIC, "roc_auc", LabelNames.WINDOW, window.label()),
                    0.02);
        }
    }

    @Test
    void confidenceIsThatOfTheExporterForThePredictionsThatWereRecorded() {
        for (Window window : model().performance().windows()) {
            Map<String, String> labels = Map.of(LabelNames.WINDOW, window.label());
            double sum = confidences("sum", window);
            double count = confidences("count", window);
            long low = Math.round((FleetTraffic.HIGH * count - sum) / (FleetTraffic.HIGH - FleetTraffic.LOW));
            MeanWindow confidences = new MeanWindow(1, 1);
            for (long i = 0; i < Math.round(count); i++) {
                confidences.add(0, i < low ? FleetTraffic.LOW : FleetTraffic.HIGH);
            }
            PerformanceScore expected = Objects.requireNonNull(PerformanceScorer.mean(
                    "confidence",
                    confidences.snapshot(0, 0),
                    true,
                    new MetricBaseline(FleetTraffic.REFERENCE_CONFIDENCE, 1_000, 0.1, List.of()),
                    ((TimeWindow) window).length()));
            assertRecorded(MetricFamilies.CONFIDENCE_MEAN, labels, expected.value());
            assertRecorded(MetricFamilies.CONFIDENCE_DROP, labels, Objects.requireNonNull(expected.drop()));
        }
    }

    private static double confidences(String quantity, Window window) {
        return recorded.value(
                        FleetSeries.CONFIDENCE_INCREASE,
                        Map.of("quantity", quantity, LabelNames.WINDOW, window.label()))
                .orElseThrow();
    }

    @Test
    void chanceOfADropIsTheReplicasLeastTimesTheirNumber() {
        double least = FleetTraffic.pValue(FleetTraffic.REPLICAS - 1);
        for (Window window : model().performance().windows()) {
            assertRecorded(
                    MetricFamilies.CONFIDENCE_DROP_P_VALUE,
                    Map.of(LabelNames.WINDOW, window.label()),
                    FleetTraffic.REPLICAS * least);
            assertRecorded(
                    MetricFamilies.PERFORMANCE_DROP_P_VALUE,
                    Map.of(LabelNames.METRIC, "accuracy", LabelNames.WINDOW, window.label()),
                    FleetTraffic.REPLICAS * least);
        }
    }

    @Test
    void everyRuleRecordsSomethingAndNothingIsNoNumber() {
        assertThat(recorded.texts()).doesNotContain("NaN", "+Inf", "-Inf");
        assertThat(recorded.names())
                .containsAll(plan.recordings().stream()
                        .map(RecordedSeries::name)
                        // Nothing is judged before a window has been watched for its whole length.
                        .filter(name -> !name.equals(FleetSeries.of(MetricFamilies.DRIFT_VERDICT))
                                && !name.equals(FleetSeries.of(MetricFamilies.DRIFTED_COLUMNS)))
                        .toList());
    }
}
