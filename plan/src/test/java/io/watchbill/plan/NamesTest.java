package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "flight-delay, FlightDelay",
        "error_rate, ErrorRate",
        "feature_drift.psi, FeatureDriftPsi",
        "latency-p99, LatencyP99",
        "24h, 24h",
        "3d-vision, 3dVision"
    })
    void namesBecomeCamelCase(String name, String camel) {
        assertThat(Names.camel(name)).isEqualTo(camel);
    }

    @ParameterizedTest
    @CsvSource({
        "cpu_usage, CPU usage",
        "disk_io_usage, disk IO usage",
        "feature_drift.psi, feature drift PSI",
        "roc_auc, ROC AUC",
        "conversion_rate, conversion rate"
    })
    void metricsBecomeWords(String metric, String words) {
        assertThat(Names.words(metric)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\u0001',
            value = {"Pricing, Pricing", "a {{ b, a {{ \"{{\" }} b", "{{{{, {{ \"{{\" }}{{ \"{{\" }}"})
    void textIsNoTemplate(String text, String literal) {
        assertThat(TemplateText.literal(text)).isEqualTo(literal);
    }
}
