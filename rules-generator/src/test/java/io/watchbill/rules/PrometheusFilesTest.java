package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Fleet;
import io.watchbill.plan.PrometheusVersion;
import io.watchbill.plan.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusFilesTest {

    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, title: Shop, owner: team-shop}
            models: {shop: {task: regression, features: {amount: {type: numeric}}}}
            sources: {application: [{preset: micrometer, histogram: %s}]}
            slos: [{name: latency, target: "< 100ms", period: 30d, measurement: latency_p99}]
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
            """;
    private static final String SETTING = "  scrape_native_histograms: true\n";
    private static final String FLAG =
            "# Objectives read native histograms: start Prometheus with --enable-feature=native-histograms.\n";

    @TempDir
    Path directory;

    @Test
    void nativeHistogramsThatObjectivesReadAreScraped() throws IOException {
        assertThat(config("native", new PrometheusVersion(3, 8)))
                .contains("global:\n", SETTING)
                .doesNotContain("--enable-feature");
    }

    @Test
    void beforeThereWasASettingTheHeadNamesTheFlag() throws IOException {
        assertThat(config("native", new PrometheusVersion(3, 7)))
                .contains(FLAG)
                .doesNotContain("scrape_native_histograms");
    }

    @Test
    void whereNothingReadsThemNothingIsSaid() throws IOException {
        for (PrometheusVersion version : List.of(PrometheusVersion.DEFAULT, new PrometheusVersion(3, 8))) {
            assertThat(config("classic", version)).doesNotContain("native");
        }
    }

    @Test
    void prometheusAndAlertmanagerThemselvesAreScrapedAndMachinesThatASpecificationNames() throws IOException {
        String sources =
                "sources: {infrastructure: [{preset: node-exporter, selector: 'job=\"machines\",rack=\"a\"'}], application: ";
        Path file = Files.writeString(
                directory.resolve("ops.yaml"),
                SPECIFICATION.formatted("classic").replace("sources: {application: ", sources));

        assertThat(PrometheusFiles.render(new Fleet(List.of(ExamplePlan.of(file, Target.DEFAULT))))
                        .orElseThrow()
                        .content())
                .contains(job("prometheus", 9090), job("alertmanager", 9093), job("machines", 9100));
        assertThat(config("classic", PrometheusVersion.DEFAULT)).doesNotContain("9100");
    }

    private static String job(String name, int port) {
        return """
                  - job_name: %s
                    honor_labels: false
                    static_configs:
                      - targets:
                          - "127.0.0.1:%d"
                """.formatted(name, port);
    }

    private String config(String histogram, PrometheusVersion version) throws IOException {
        Path file = Files.writeString(directory.resolve("ops.yaml"), SPECIFICATION.formatted(histogram));
        return PrometheusFiles.render(new Fleet(List.of(ExamplePlan.of(file, Target.DEFAULT.withPrometheus(version)))))
                .orElseThrow()
                .content();
    }
}
