package io.watchbill.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.testing.Golden;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void theDocumentationIsCurrent() {
        Golden.of("../docs/metrics.md").holds(MetricsPage.markdown());
    }

    @Test
    void everyNameAndEveryExposedFamilyIsOnThePage() {
        String page = MetricsPage.markdown();
        assertThat(MetricCatalogue.standard().names())
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        assertThat(MetricFamilies.all()).allSatisfy(family -> assertThat(page).contains("| `" + family.name() + "` |"));
    }

    @Test
    void aPipeInAQueryStaysInItsCell() {
        assertThat(MetricsPage.markdown()).contains("fstype!~\"tmpfs\\|ramfs\\|");
    }
}
