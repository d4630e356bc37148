package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The series that a family had on a page: their labels in the order in which they came, and their samples in the order of
 * labels. The next page has the same series but for a few, many with the values that they had: it neither makes nor sorts
 * again what is as it was. Immutable.
 */
final class KnownSeries {
    static final KnownSeries NONE = new KnownSeries(new Labels[0], new DataPointSnapshot[0], new int[0], null);

    private final Labels[] made;
    private final DataPointSnapshot[] points;
    private final int[] places;
    private final @Nullable MetricSnapshot snapshot;

    /**
     * @param made labels that were made for this family, of which others may have used some too
     * @param points its samples in the order in which they came
     * @param places where each of these samples is in the order of labels
     * @param snapshot what is written of them; null if there are none
     */
    private KnownSeries(Labels[] made, DataPointSnapshot[] points, int[] places, @Nullable MetricSnapshot snapshot) {
        this.made = made;
        this.points = points;
        this.places = places;
        this.snapshot = snapshot;
    }

    /** The labels that were made as the {@code index}th; null if there were not so many. */
    @Nullable
    Labels made(int index) {
        return index < made.length ? made[index] : null;
    }

    /** The sample that came as the {@code index}th; null if there were not so many. */
    @Nullable
    DataPointSnapshot point(int index) {
        return index < points.length ? points[index] : null;
    }

    /** What is written of these series; null if there are none. */
    @Nullable
    MetricSnapshot snapshot() {
        return snapshot;
    }

    /**
     * The series of the next page.
     *
     * @param writing makes what is written of samples that are in the order of labels
     */
    @SuppressWarnings("ReferenceEquality") // what is as it was is the same object
    KnownSeries then(
            Labels[] labels, DataPointSnapshot[] next, Function<List<DataPointSnapshot>, MetricSnapshot> writing) {
        boolean sameSeries = next.length == points.length;
        boolean samePoints = sameSeries;
        for (int i = 0; sameSeries && i < next.length; i++) {
            samePoints &= next[i] == points[i];
            sameSeries = next[i].getLabels() == points[i].getLabels();
        }
        if (sameSeries && samePoints) {
            return new KnownSeries(labels, points, places, snapshot);
        }
        int[] nextPlaces = sameSeries ? places : places(next);
        DataPointSnapshot[] sorted = new DataPointSnapshot[next.length];
        for (int i = 0; i < next.length; i++) {
            sorted[nextPlaces[i]] = next[i];
        }
        return new KnownSeries(
                labels, next, nextPlaces, next.length == 0 ? null : writing.apply(Arrays.asList(sorted)));
    }

    private static int[] places(DataPointSnapshot[] points) {
        Integer[] order = new Integer[points.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(i -> points[i].getLabels()));
        int[] places = new int[points.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }
}
