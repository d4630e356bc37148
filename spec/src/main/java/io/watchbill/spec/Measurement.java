package io.watchbill.spec;

import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Quantity;

/** How a service level is measured. */
public sealed interface Measurement {

    /** Stands for the window in a team's own PromQL. */
    String WINDOW = "$window";

    /** The catalogue metrics that counters of good and bad events stand behind, and what an event is. */
    enum Counted implements Named {
        /** A request; bad if it failed. */
        ERROR_RATE("error_rate"),
        /** A request; bad if it failed. */
        AVAILABILITY("availability"),
        /** A prediction whose label came; bad if it was wrong. */
        ACCURACY("accuracy"),
        /** A prediction that is due for a label; bad if none came. */
        LABEL_COVERAGE("label_coverage");

        private final String text;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** A catalogue metric that is a ratio of events. */
    record MetricRatio(Counted metric) implements Measurement {}

    /**
     * The share of requests under a bound.
     *
     * @param metric a latency quantile of the catalogue
     * @param bound seconds
     */
    record LatencyUnder(String metric, Quantity bound) implements Measurement {}

    /**
     * Bad events of all events: each either the selector of a counter, or PromQL that holds {@link #WINDOW} and gives how many there were in
     * it, or how many a second.
     */
    record BadEvents(String bad, String total) implements Measurement {}

    /** Good events of all events, each written as those of {@link BadEvents}. */
    record GoodEvents(String good, String total) implements Measurement {}

    /** The share of time in which a clause holds. */
    record TimeSlice(Clause good) implements Measurement {}
}
