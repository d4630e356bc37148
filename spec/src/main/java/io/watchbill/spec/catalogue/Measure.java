package io.watchbill.spec.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the value of a metric is read from series. */
public sealed interface Measure {

    /** The names of the series that it needs. */
    List<String> series();

    /** The labels that tell one value from another, in order, without {@code cluster}. */
    List<String> identityLabels();

    /**
     * A gauge of the exporter, read as it is.
     *
     * @param fixed label values that select the metric among the family's series
     * @param hasVerdict whether conditions hold only where the column has a drift verdict
     */
    record Exported(MetricFamily family, Map<String, String> fixed, boolean hasVerdict) implements Measure {
        public Exported {
            fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
        }

        @Override
        public List<String> series() {
            return List.of(family.name());
        }

        @Override
        public List<String> identityLabels() {
            return family.labels();
        }
    }

    /**
     * A PromQL query with placeholders: {@code $selector} stands for label matchers, {@code $rate} for a range,
     * {@code $capacity} for the source's capacity, {@code $failed} for a quoted pattern of failed outcomes.
     *
     * @param preset the preset it belongs to; empty where the query needs no source
     */
    record Query(
            Optional<String> preset,
            String promql,
            List<String> series,
            List<String> identityLabels,
            List<Stimulus> stimuli)
            implements Measure {

        public static final String SELECTOR = "$selector";
        public static final String RATE = "$rate";
        public static final String CAPACITY = "$capacity";
        public static final String FAILED = "$failed";

        /** Whether it also holds while its series are away. */
        public boolean readsAbsence() {
            return promql.contains("absent(");
        }

        public Query {
            series = List.copyOf(series);
            identityLabels = List.copyOf(identityLabels);
            stimuli = List.copyOf(stimuli);
        }
    }

    /** A team's own query, taken as it is. */
    record Custom(String promql) implements Measure {
        @Override
        public List<String> series() {
            return List.of();
        }

        @Override
        public List<String> identityLabels() {
            return List.of();
        }
    }
}
