package io.watchbill.statistics;

/**
 * Outcomes of a classifier in a run of panes: for every pane and class, how often it was predicted, how often it was the
 * actual one, and how often both. Immutable.
 */
public final class ClassCounts {
    private final int classes;
    private final int panes;
    private final long[] hits;
    private final long[] predicted;
    private final long[] actual;

    private ClassCounts(Builder builder) {
        this.classes = builder.classes;
        this.panes = builder.panes;
        this.hits = builder.hits.clone();
        this.predicted = builder.predicted.clone();
        this.actual = builder.actual.clone();
    }

    /** How many classes there are. */
    public int classes() {
        return classes;
    }

    /** How many panes there are. */
    public int panes() {
        return panes;
    }

    /** Predictions of that class that were right. */
    long hits(int pane, int ofClass) {
        return hits[pane * classes + ofClass];
    }

    /** Predictions of that class. */
    long predicted(int pane, int ofClass) {
        return predicted[pane * classes + ofClass];
    }

    /** Labels of that class. */
    long actual(int pane, int ofClass) {
        return actual[pane * classes + ofClass];
    }

    /** Labelled predictions of a pane. */
    long samples(int pane) {
        long sum = 0;
        for (int i = pane * classes; i < (pane + 1) * classes; i++) {
            sum += predicted[i];
        }
        return sum;
    }

    /** Labelled predictions of all panes. */
    public long samples() {
        long sum = 0;
        for (long count : predicted) {
            sum += count;
        }
        return sum;
    }

    /** Adds up outcomes. */
    public static final class Builder {
        private final int classes;
        private final int panes;
        private final long[] hits;
        private final long[] predicted;
        private final long[] actual;

        /** No outcomes yet, of so many classes and panes. */
        public Builder(int classes, int panes) {
            this.classes = classes;
            this.panes = panes;
            this.hits = new long[classes * panes];
            this.predicted = new long[classes * panes];
            this.actual = new long[classes * panes];
        }

        /** Adds equal outcomes of a pane. */
        public Builder add(int pane, int predictedClass, int actualClass, long count) {
            predicted[pane * classes + predictedClass] += count;
            actual[pane * classes + actualClass] += count;
            if (predictedClass == actualClass) {
                hits[pane * classes + actualClass] += count;
            }
            return this;
        }

        /** The counts so far. */
        public ClassCounts build() {
            return new ClassCounts(this);
        }
    }
}
