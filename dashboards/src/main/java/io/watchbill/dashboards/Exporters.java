package io.watchbill.dashboards;

import io.watchbill.plan.Plan;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;

/**
 * The exporters that run a system's specification. One Prometheus may scrape those of many systems: what an exporter says of
 * itself has no label of a system, and is told apart as the alerts do it.
 */
record Exporters(String system) {

    static Exporters of(Plan plan) {
        return new Exporters(plan.system());
    }

    /** What a query gives of these exporters; it has to keep {@code job} and {@code instance}. */
    String own(String query) {
        return query + " and on (job, instance) "
                + Series.of(MetricFamilies.SPEC).where(LabelNames.NAME, system).text();
    }

    /** {@code sum by (label) (query)} of these exporters. */
    String sumBy(String label, String query) {
        return Series.sumBy(label, own(query));
    }

    /** {@code max by (label) (query)} of these exporters. */
    String maxBy(String label, String query) {
        return Series.maxBy(label, own(query));
    }
}
