package io.watchbill.rules.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As much of prometheus.yml as Watchbill knows of: <a
 * href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/">format</a>.
 *
 * @param ruleFiles relative to the file
 */
public record PrometheusConfig(
        Global global, List<String> ruleFiles, Alerting alerting, List<ScrapeConfig> scrapeConfigs) {

    public PrometheusConfig {
        ruleFiles = List.copyOf(ruleFiles);
        scrapeConfigs = List.copyOf(scrapeConfigs);
    }

    /**
     * What holds for all targets.
     *
     * @param scrapeInterval a duration of Prometheus
     * @param evaluationInterval a duration of Prometheus
     * @param scrapeNativeHistograms null where nothing asks for them, or the version takes a flag instead
     */
    public record Global(
            String scrapeInterval,
            String evaluationInterval,
            @Nullable Boolean scrapeNativeHistograms) {}

    public record Alerting(List<Alertmanagers> alertmanagers) {}

    public record Alertmanagers(List<StaticConfig> staticConfigs) {}

    /**
     * What is scraped.
     *
     * @param honorLabels whether labels on the page win over those of the target
     */
    public record ScrapeConfig(String jobName, boolean honorLabels, List<StaticConfig> staticConfigs) {}

    /**
     * Where it listens.
     *
     * @param targets host and port
     */
    public record StaticConfig(List<String> targets) {

        public static List<StaticConfig> of(String target) {
            return List.of(new StaticConfig(List.of(target)));
        }
    }
}
