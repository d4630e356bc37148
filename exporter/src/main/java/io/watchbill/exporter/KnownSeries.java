package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The series that a family had on a page: their labels in the order in which they came, and their places in the order of
 * labels. The next page has the same series but for a few, and neither makes nor sorts again what is as it was.
 */
final class KnownSeries {
    static final KnownSeries NONE = new KnownSeries(new Labels[0], new Labels[0], new int[0]);

    private final Labels[] made;
    private final Labels[] ofPoints;
    private final int[] places;

    /**
     * @param made labels that were made for this family, of which others may have used some too
     * @param ofPoints the labels of its samples
     * @param places where each of these samples is in the order of labels
     */
    private KnownSeries(Labels[] made, Labels[] ofPoints, int[] places) {
        this.made = made;
        this.ofPoints = ofPoints;
        this.places = places;
    }

    /** The labels that were made as the {@code index}th; null if there were not so many. */
    @Nullable
    Labels made(int index) {
        return index < made.length ? made[index] : null;
    }

    /** Series after this page: the same object if all are as they were. */
    KnownSeries then(Labels[] labels, DataPointSnapshot[] points) {
        boolean samePoints = isOf(points);
        if (samePoints && Arrays.equals(made, labels)) {
            return this;
        }
        if (samePoints) {
            return new KnownSeries(labels, ofPoints, places);
        }
        Labels[] next = new Labels[points.length];
        Integer[] order = new Integer[points.length];
        for (int i = 0; i < points.length; i++) {
            next[i] = points[i].getLabels();
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparing(i -> next[i]));
        int[] nextPlaces = new int[points.length];
        for (int place = 0; place < order.length; place++) {
            nextPlaces[order[place]] = place;
        }
        return new KnownSeries(labels, next, nextPlaces);
    }

    @SuppressWarnings("ReferenceEquality") // labels that are the same are the same object, or else they were made anew
    private boolean isOf(DataPointSnapshot[] points) {
        if (points.length != ofPoints.length) {
            return false;
        }
        for (int i = 0; i < points.length; i++) {
            if (points[i].getLabels() != ofPoints[i]) {
                return false;
            }
        }
        return true;
    }

    /** These series' samples in the order of labels. */
    DataPointSnapshot[] sorted(DataPointSnapshot[] points) {
        DataPointSnapshot[] sorted = new DataPointSnapshot[points.length];
        for (int i = 0; i < points.length; i++) {
            sorted[places[i]] = points[i];
        }
        return sorted;
    }
}
