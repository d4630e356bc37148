package io.watchbill.statistics;

/** A metric of one class that is a ratio of sums over events. */
enum ClassRatio {
    PRECISION("precision", true) {
        @Override
        double above(long hits) {
            return hits;
        }

        @Override
        double below(long predicted, long actual) {
            return predicted;
        }
    },
    RECALL("recall", true) {
        @Override
        double above(long hits) {
            return hits;
        }

        @Override
        double below(long predicted, long actual) {
            return actual;
        }
    },
    F1("f1", false) {
        @Override
        double above(long hits) {
            return 2.0 * hits;
        }

        @Override
        double below(long predicted, long actual) {
            return (double) predicted + actual;
        }
    };

    private final String metric;
    private final boolean rate;

    ClassRatio(String metric, boolean rate) {
        this.metric = metric;
        this.rate = rate;
    }

    String metric() {
        return metric;
    }

    /** Whether each event of the denominator is a success or not, so that the ratio is a binomial rate. */
    boolean isRate() {
        return rate;
    }

    abstract double above(long hits);

    abstract double below(long predicted, long actual);
}
