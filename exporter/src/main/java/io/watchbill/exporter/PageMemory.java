package io.watchbill.exporter;

import io.watchbill.spec.catalogue.MetricFamily;
import java.util.IdentityHashMap;

/** What a page knows of the one before, though several may be made at once. Thread-safe. */
final class PageMemory {
    private volatile IdentityHashMap<MetricFamily, KnownSeries> series = new IdentityHashMap<>();

    /** By family, the series of the page that was made last. */
    IdentityHashMap<MetricFamily, KnownSeries> last() {
        return series;
    }

    /** Keeps the series of a page; it must not be changed any more. */
    void keep(IdentityHashMap<MetricFamily, KnownSeries> ofPage) {
        series = ofPage;
    }
}
