package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.catalogue.MetricType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** The samples that one page has of one family. */
final class PageFamily {
    private static final IdentityHashMap<MetricFamily, Shape> SHAPES = new IdentityHashMap<>();

    static {
        for (MetricFamily family : MetricFamilies.all()) {
            SHAPES.put(family, Shape.of(family));
        }
    }

    private final MetricType type;
    private final Shape shape;
    private final KnownSeries before;
    private final List<Labels> made;
    private final List<DataPointSnapshot> points;

    /** @param before the family's series on the page before */
    PageFamily(MetricFamily family, KnownSeries before) {
        Shape known = SHAPES.get(family);
        if (known == null) {
            throw new IllegalArgumentException(family.name() + " is not exposed in this version");
        }
        this.type = family.type();
        this.shape = known;
        this.before = before;
        this.made = new ArrayList<>();
        this.points = new ArrayList<>();
    }

    /**
     * What is the same for all series of a family.
     *
     * @param names of its labels, as the catalogue orders them
     * @param places where each of them is in the order of names
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    private record Shape(MetricMetadata metadata, String[] names, int[] places) {
        static Shape of(MetricFamily family) {
            String[] names = family.labels().toArray(String[]::new);
            List<String> sorted = family.labels().stream().sorted().toList();
            return new Shape(
                    metadata(family),
                    names,
                    family.labels().stream().mapToInt(sorted::indexOf).toArray());
        }

        private static MetricMetadata metadata(MetricFamily family) {
            Optional<String> unit = family.unit();
            return unit.isPresent()
                    ? new MetricMetadata(family.baseName(), family.help(), new Unit(unit.get()))
                    : new MetricMetadata(family.baseName(), family.help());
        }

        boolean has(Labels labels, String[] values) {
            for (int i = 0; i < values.length; i++) {
                if (!labels.getValue(places[i]).equals(values[i])) {
                    return false;
                }
            }
            return values.length == names.length;
        }
    }

    /** Labels with these values, in the catalogue's order of names; those of the page before where they are the same. */
    Labels labels(String... values) {
        Labels known = before.made(made.size());
        Labels labels = known != null && shape.has(known, values) ? known : Labels.of(shape.names, values);
        made.add(labels);
        return labels;
    }

    /** Adds a number. */
    @SuppressWarnings("ReferenceEquality") // labels that are as they were are the same object
    void add(Labels labels, double value) {
        DataPointSnapshot known = before.point(points.size());
        boolean same = known != null && known.getLabels() == labels && isValue(known, value);
        points.add(same ? known : point(labels, value));
    }

    private static boolean isValue(DataPointSnapshot point, double value) {
        if (point instanceof GaugeDataPointSnapshot gauge) {
            return Double.compare(gauge.getValue(), value) == 0;
        }
        return point instanceof InfoDataPointSnapshot
                || (point instanceof CounterDataPointSnapshot counter && counter.getValue() == value);
    }

    private DataPointSnapshot point(Labels labels, double value) {
        return switch (type) {
            case COUNTER -> new CounterDataPointSnapshot(value, labels, null, 0);
            case GAUGE -> new GaugeDataPointSnapshot(value, labels, null);
            case INFO -> new InfoDataPointSnapshot(labels);
            case HISTOGRAM -> throw new IllegalArgumentException("a histogram is not a number");
        };
    }

    void add(HistogramDataPointSnapshot histogram) {
        points.add(histogram);
    }

    /** This page's series. */
    KnownSeries series() {
        return before.then(made.toArray(Labels[]::new), points.toArray(DataPointSnapshot[]::new), this::snapshot);
    }

    /** What the Prometheus client writes. Its sorting finds the samples sorted. */
    private MetricSnapshot snapshot(List<DataPointSnapshot> sorted) {
        return switch (type) {
            case COUNTER -> new CounterSnapshot(shape.metadata, all(sorted, CounterDataPointSnapshot.class));
            case GAUGE -> new GaugeSnapshot(shape.metadata, all(sorted, GaugeDataPointSnapshot.class));
            case INFO -> new InfoSnapshot(shape.metadata, all(sorted, InfoDataPointSnapshot.class));
            case HISTOGRAM -> new HistogramSnapshot(shape.metadata, all(sorted, HistogramDataPointSnapshot.class));
        };
    }

    private static <T extends DataPointSnapshot> List<T> all(List<DataPointSnapshot> points, Class<T> type) {
        List<T> all = new ArrayList<>(points.size());
        for (DataPointSnapshot point : points) {
            all.add(type.cast(point));
        }
        return all;
    }
}
