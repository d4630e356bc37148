package io.watchbill.exporter;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.web.WebSecurity;

/** The page's families about the listeners themselves. */
final class WebPage implements MultiCollector {
    private final WebSecurity security;
    private final Refusals ingest;
    private final Refusals metrics;

    WebPage(WebSecurity security, Refusals ingest, Refusals metrics) {
        this.security = security;
        this.ingest = ingest;
        this.metrics = metrics;
    }

    @Override
    public MetricSnapshots collect() {
        Page page = new Page();
        page.count(MetricFamilies.WEB_CONFIG_RELOAD, security.lastReadGood() ? 1 : 0);
        ingest.forEach((reason, count) -> page.count(MetricFamilies.REQUESTS_REFUSED, count, "ingest", reason));
        metrics.forEach((reason, count) -> page.count(MetricFamilies.REQUESTS_REFUSED, count, "metrics", reason));
        return page.snapshots();
    }
}
