package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watchbill.engine.HistogramView;
import io.watchbill.spec.catalogue.MetricFamily;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one page, by family. What is not a finite number is left out: a score that cannot be computed is
 * absent. Not thread-safe.
 */
final class Page {
    private final PageMemory memory;
    private final IdentityHashMap<MetricFamily, KnownSeries> before;
    private final IdentityHashMap<MetricFamily, PageFamily> families = new IdentityHashMap<>();

    /** A page that is the only one. */
    Page() {
        this(new PageMemory());
    }

    /** A page that follows others. */
    Page(PageMemory memory) {
        this.memory = memory;
        this.before = memory.last();
    }

    /** The labels of a family's series, their values in the catalogue's order. */
    Labels labels(MetricFamily family, String... values) {
        return of(family).labels(values);
    }

    /** Adds a whole number, exact up to 2⁵³ as every sample is. */
    void count(MetricFamily family, long value, String... labels) {
        add(family, labels(family, labels), (double) value);
    }

    void count(MetricFamily family, long value, Labels labels) {
        add(family, labels, (double) value);
    }

    void add(MetricFamily family, OptionalDouble value, String... labels) {
        if (value.isPresent()) {
            add(family, value.getAsDouble(), labels);
        }
    }

    void add(MetricFamily family, @Nullable Double value, String... labels) {
        if (value != null) {
            add(family, labels(family, labels), value);
        }
    }

    /** Adds a sample with labels that were made for a family of the same label names. */
    void add(MetricFamily family, Labels labels, double value) {
        if (Double.isFinite(value)) {
            of(family).add(labels, value);
        }
    }

    void add(MetricFamily family, HistogramView histogram, String... labels) {
        double[] bounds = new double[histogram.buckets()];
        long[] counts = new long[histogram.buckets()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = histogram.upperBound(i);
            counts[i] = histogram.count(i);
        }
        of(family)
                .add(new HistogramDataPointSnapshot(
                        ClassicHistogramBuckets.of(bounds, counts),
                        histogram.sum(),
                        labels(family, labels),
                        Exemplars.EMPTY,
                        0));
    }

    private PageFamily of(MetricFamily family) {
        PageFamily there = families.get(family);
        if (there == null) {
            there = new PageFamily(family, before.getOrDefault(family, KnownSeries.NONE));
            families.put(family, there);
        }
        return there;
    }

    /** The families that have samples. The page is done. */
    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>(families.size());
        IdentityHashMap<MetricFamily, KnownSeries> known = new IdentityHashMap<>();
        families.forEach((family, samples) -> {
            KnownSeries series = samples.series();
            known.put(family, series);
            MetricSnapshot snapshot = series.snapshot();
            if (snapshot != null) {
                all.add(snapshot);
            }
        });
        memory.keep(known);
        return new MetricSnapshots(all);
    }
}
