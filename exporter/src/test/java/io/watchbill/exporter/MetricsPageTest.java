package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.exporter.MetricsText.Sample;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.testing.Tool;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of an exporter that has seen two hours of every kind of event. */
class MetricsPageTest {
    private static final int PREDICTIONS = 4_000;
    private static final Set<String> OF_HISTOGRAMS = Set.of("le");

    private static RunningExporter exporter;
    private static MetricsText page;

    @BeforeAll
    static void feed(@TempDir Path folder) {
        exporter = RunningExporter.reading(folder, new StandardInput(InputStream.nullInputStream()));
        exporter.post("{\"kind\":\"prediction\",\"model\":\"demand\",\"time\":\""
                + Instant.now().minus(Duration.ofHours(30)) + "\",\"prediction\":12.5,\"features\":{\"price\":3}}");
        Random random = new Random(1);
        Instant start = Instant.now().minusSeconds(7_200);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PREDICTIONS; i++) {
            Instant time = start.plusMillis(1_800L * i);
            boolean late = random.nextInt(4) == 0;
            lines.add("{\"kind\":\"prediction\",\"model\":\"flight\",\"version\":\"v1\",\"id\":\"f" + i
                    + "\",\"time\":\"" + time + "\",\"features\":{\"distance\":" + random.nextInt(1_000)
                    + ",\"origin\":\"" + (random.nextInt(3) == 0 ? "B" : "A") + "\"},\"prediction\":\""
                    + (late ? "late" : "on_time") + "\",\"confidence\":" + (0.5 + random.nextDouble() / 2)
                    + ",\"latencyMs\":" + (10 + random.nextInt(80)) + ",\"arm\":\"champion\"}");
            lines.add("{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"f" + i + "\",\"time\":\"" + time
                    + "\",\"label\":\"" + (random.nextInt(5) == 0 ? "late" : late ? "late" : "on_time") + "\"}");
        }
        Instant middle = start.plusSeconds(3_600);
        lines.add("{\"kind\":\"prediction\",\"model\":\"flight\",\"version\":\"v1\",\"time\":\"" + middle
                + "\",\"outcome\":\"error\",\"features\":{\"distance\":\"far\",\"origin\":\"Z\"}}");
        lines.add("{\"kind\":\"business\",\"model\":\"flight\",\"id\":\"f2500\",\"time\":\"" + start.plusSeconds(4_600)
                + "\",\"event\":\"rebooked\",\"value\":100,\"unit\":\"usd\"}");
        lines.add("{\"kind\":\"feedback\",\"model\":\"flight\",\"id\":\"f1\",\"time\":\"" + middle
                + "\",\"rating\":\"helpful\"}");
        lines.add("{\"kind\":\"downstream\",\"model\":\"flight\",\"version\":\"v1\",\"time\":\"" + middle
                + "\",\"consumer\":\"mail\",\"outcome\":\"sent\"}");
        lines.addAll(new PerformanceFeed(start).lines());
        lines.add(
                "{\"kind\":\"prediction\",\"model\":\"demand\",\"prediction\":12.5,\"features\":{\"price\":3},\"run\":\"1\"}");
        lines.add("{\"kind\":\"run\",\"model\":\"demand\",\"run\":\"1\",\"status\":\"complete\"}");
        assertThat(exporter.post(String.join("\n", lines)).body())
                .isEqualTo("{\"accepted\":" + lines.size() + ",\"rejected\":[]}");
        page = exporter.page();
        page = exporter.page();
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    @Test
    void promtoolHasNothingToSay(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("page.txt"), page.text());

        Tool.Result result =
                Tool.named("bash").run("-c", Tool.named("promtool").executable() + " check metrics < " + file);

        assertThat(result.output().lines().filter(line -> line.startsWith("ml_") || line.startsWith("watchbill_")))
                .isEmpty();
    }

    @Test
    void everyFamilyOfThePageIsInTheCatalogue() {
        TreeSet<String> catalogue = new TreeSet<>();
        MetricFamilies.all().forEach(family -> catalogue.add(family.name()));

        assertThat(page.families())
                .allSatisfy(name -> assertThat(
                                name.startsWith("jvm_") || name.startsWith("process_") || catalogue.contains(name))
                        .as(name)
                        .isTrue());
    }

    @Test
    void everyExposedFamilyOfTheCatalogueIsOnThePage() {
        TreeSet<String> missing = new TreeSet<>();
        for (MetricFamily family : MetricFamilies.all()) {
            if (!page.families().contains(family.name())) {
                missing.add(family.name());
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everySeriesHasTheLabelsOfItsFamily() {
        for (Sample sample : page.samples()) {
            MetricFamilies.ofSeries(sample.name()).ifPresent(family -> {
                Set<String> names = new HashSet<>(sample.labels().keySet());
                names.removeAll(OF_HISTOGRAMS);
                assertThat(names).as(sample.toString()).isEqualTo(Set.copyOf(family.labels()));
            });
        }
    }

    @Test
    void noValueIsNaN() {
        assertThat(page.samples()).isNotEmpty().noneMatch(sample -> Double.isNaN(sample.value()));
    }

    @Test
    void requestsAndPredictionsAreCounted() {
        assertThat(page.value("ml_requests_total", "model", "flight", "outcome", "ok"))
                .isEqualTo(PREDICTIONS);
        assertThat(page.value("ml_requests_total", "model", "flight", "outcome", "error"))
                .isEqualTo(1);
        assertThat(page.value("ml_column_invalid_total", "column", "distance")).isEqualTo(1);
        assertThat(page.value("ml_column_unseen_total", "column", "origin")).isEqualTo(1);
        assertThat(page.value("ml_labels_total", "model", "flight", "result", "joined"))
                .isEqualTo(PREDICTIONS);
    }

    @Test
    void theLatencyHistogramHasABucketAtEveryBoundOfTheSpecification() {
        assertThat(page.find("ml_request_duration_seconds_bucket", "model", "flight", "le", "0.075"))
                .isPresent();
    }

    @Test
    void aDriftedColumnHasItsVerdictAndAnotherHasNone() {
        assertThat(page.value("ml_drift_verdict", "model", "flight", "column", "distance", "window", "1h"))
                .isEqualTo(2);
        assertThat(page.value("ml_drift_psi", "model", "flight", "column", "distance", "window", "1h"))
                .isGreaterThan(0.25);
        assertThat(page.value("ml_drift_verdict", "model", "flight", "column", "confidence", "window", "1h"))
                .isZero();
        assertThat(page.value("ml_drifted_columns_ratio", "model", "flight", "window", "1h"))
                .isEqualTo(0.5);
    }

    @Test
    void aModelWithoutProfileSaysWhyItHasNoVerdict() {
        assertThat(page.value(
                        "ml_drift_no_verdict_info",
                        "model",
                        "demand",
                        "column",
                        "price",
                        "window",
                        "1h",
                        "reason",
                        "no_reference"))
                .isEqualTo(1);
    }

    @Test
    void performanceStandsBesideItsBaseline() {
        double accuracy = page.value("ml_performance_accuracy", "model", "flight", "window", "1h");
        assertThat(accuracy).isBetween(0.8, 0.9);
        assertThat(page.value("ml_performance_drop", "model", "flight", "metric", "accuracy", "window", "1h"))
                .isEqualTo(0.85 - accuracy);
        assertThat(page.value("ml_label_coverage_ratio", "model", "flight", "window", "1h"))
                .isEqualTo(1);
        assertThat(page.value("ml_confidence_mean", "model", "flight", "window", "1h"))
                .isBetween(0.74, 0.76);
    }

    @Test
    void aConversionIsCreditedToItsArm() {
        assertThat(page.value("ml_conversion_ratio", "model", "flight", "window", "1h", "arm", "champion"))
                .isBetween(0.0004, 0.0006);
        assertThat(page.value("ml_business_value_total", "model", "flight", "event", "rebooked", "arm", "champion"))
                .isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/openmetrics-text; version=1.0.0",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
            })
    void everyFormatOfAScraperIsServed(String accepted) {
        HttpResponse<String> answer = exporter.get("/metrics", "Accept", accepted);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith(accepted.substring(0, accepted.indexOf('/') + 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/-/healthy", "/-/ready", "/"})
    void healthIsServedBesideThePage(String path) {
        assertThat(exporter.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void anythingElseIsNotFound() {
        assertThat(exporter.get("/debug").statusCode()).isEqualTo(404);
    }
}
