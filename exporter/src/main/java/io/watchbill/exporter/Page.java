package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.watchbill.engine.HistogramView;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one page, by family. What is not a finite number is left out: a score that cannot be computed is
 * absent. Not thread-safe.
 */
final class Page {
    private static final Map<MetricFamily, String[]> LABEL_NAMES = new HashMap<>();
    private static final Map<MetricFamily, MetricMetadata> METADATA = new HashMap<>();

    static {
        for (MetricFamily family : MetricFamilies.all()) {
            LABEL_NAMES.put(family, family.labels().toArray(String[]::new));
            METADATA.put(family, metadata(family));
        }
    }

    private final Map<MetricFamily, List<DataPointSnapshot>> points = new HashMap<>();

    private static MetricMetadata metadata(MetricFamily family) {
        Optional<String> unit = family.unit();
        return unit.isPresent()
                ? new MetricMetadata(family.baseName(), family.help(), new Unit(unit.get()))
                : new MetricMetadata(family.baseName(), family.help());
    }

    /** The labels of a family's series, in the catalogue's order. */
    static Labels labels(MetricFamily family, String... values) {
        String[] names = LABEL_NAMES.get(family);
        if (names == null) {
            throw new IllegalArgumentException(family.name() + " is not exposed in this version");
        }
        return Labels.of(names, values);
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
        if (!Double.isFinite(value)) {
            return;
        }
        of(family)
                .add(
                        switch (family.type()) {
                            case COUNTER -> new CounterDataPointSnapshot(value, labels, null, 0);
                            case GAUGE -> new GaugeDataPointSnapshot(value, labels, null);
                            case INFO -> new InfoDataPointSnapshot(labels);
                            case HISTOGRAM ->
                                throw new IllegalArgumentException(family.name() + " is a histogram, not a number");
                        });
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

    private List<DataPointSnapshot> of(MetricFamily family) {
        return points.computeIfAbsent(family, f -> new ArrayList<>());
    }

    /** The families that have samples. */
    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>(points.size());
        points.forEach((family, samples) -> all.add(snapshot(family, samples)));
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot snapshot(MetricFamily family, List<DataPointSnapshot> samples) {
        MetricMetadata metadata = METADATA.get(family);
        if (metadata == null) {
            throw new IllegalArgumentException(family.name() + " is not exposed in this version");
        }
        return switch (family.type()) {
            case COUNTER -> new CounterSnapshot(metadata, cast(samples, CounterDataPointSnapshot.class));
            case GAUGE -> new GaugeSnapshot(metadata, cast(samples, GaugeDataPointSnapshot.class));
            case INFO -> new InfoSnapshot(metadata, cast(samples, InfoDataPointSnapshot.class));
            case HISTOGRAM -> new HistogramSnapshot(metadata, cast(samples, HistogramDataPointSnapshot.class));
        };
    }

    private static <T> Collection<T> cast(List<DataPointSnapshot> samples, Class<T> type) {
        return samples.stream().map(type::cast).toList();
    }
}
