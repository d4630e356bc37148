package io.watchbill.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricFamiliesTest {

    @Test
    void everyFamilyAboutAModelStartsWithModelAndVersion() {
        assertThat(MetricFamilies.all())
                .filteredOn(family -> family.name().startsWith("ml_"))
                .allSatisfy(family -> assertThat(family.labels()).startsWith("model", "version"));
    }

    @Test
    void noFamilyUsesALabelThatBelongsToAlerts() {
        assertThat(MetricFamilies.all())
                .allSatisfy(family -> assertThat(family.labels()).doesNotContainAnyElementsOf(LabelNames.RESERVED));
    }

    @Test
    void namesFollowPrometheus() {
        assertThat(MetricFamilies.all()).allSatisfy(family -> {
            assertThat(family.name()).matches("(ml|watchbill)_[a-z0-9_]+");
            assertThat(family.labels()).allMatch(label -> label.matches("[a-z_]+"));
            assertThat(family.help()).matches("[A-Z].*\\.");
        });
    }

    @Test
    void theUnitIsTheEndOfTheName() {
        assertThat(MetricFamilies.REQUEST_DURATION.unit()).contains("seconds");
        assertThat(MetricFamilies.LABEL_COVERAGE.unit()).contains("ratio");
        assertThat(MetricFamilies.STATE_BYTES.unit()).contains("bytes");
        assertThat(MetricFamilies.REQUESTS.unit()).isEmpty();
    }

    @Test
    void aSeriesIsFoundByItsFamily() {
        assertThat(MetricFamilies.ofSeries("ml_request_duration_seconds_bucket"))
                .contains(MetricFamilies.REQUEST_DURATION);
        assertThat(MetricFamilies.ofSeries("ml_requests_total")).contains(MetricFamilies.REQUESTS);
        assertThat(MetricFamilies.ofSeries("ml_requests")).isEmpty();
        assertThat(MetricFamilies.ofSeries("ml_request_duration_seconds")).isEmpty();
    }

    @Test
    void clientLibrariesRegisterTheNameWithoutItsSuffix() {
        assertThat(MetricFamilies.REQUESTS.baseName()).isEqualTo("ml_requests");
        assertThat(MetricFamilies.DRIFT_NO_VERDICT.baseName()).isEqualTo("ml_drift_no_verdict");
        assertThat(MetricFamilies.DRIFT_PSI.baseName()).isEqualTo("ml_drift_psi");
    }

    @Test
    void aCounterWithoutTotalIsRefused() {
        assertThatThrownBy(() ->
                        new MetricFamily("ml_requests", MetricType.COUNTER, Layer.APPLICATION, "Requests.", List.of()))
                .hasMessage("ml_requests: counters and only counters end in _total");
    }
}
