package io.watchbill.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which events mean what.
 *
 * @param windows windows of the business metrics
 */
public record Business(
        List<Window> windows,
        Optional<Conversion> conversion,
        Optional<Value> value,
        Feedback feedback,
        Downstream downstream) {
    /** Nothing is known about the business. */
    public static final Business DEFAULT = new Business(
            Drift.DEFAULT.windows(),
            Optional.empty(),
            Optional.empty(),
            new Feedback(List.of(), List.of()),
            new Downstream(List.of()));

    public Business {
        windows = List.copyOf(windows);
    }

    /** Whether it names anything to watch. */
    public boolean isWatched() {
        return conversion.isPresent()
                || value.isPresent()
                || !feedback.positive().isEmpty()
                || !feedback.negative().isEmpty()
                || !downstream.failed().isEmpty();
    }

    /**
     * A prediction converts when the event with its id follows in time.
     *
     * @param within counted from the prediction
     */
    public record Conversion(String event, Duration within, ConversionBase per) {}

    /** Money or the like that events carry. */
    public record Value(String event, String unit) {}

    /** Ratings that count as good and as bad; others count as neither. */
    public record Feedback(List<String> positive, List<String> negative) {
        public Feedback {
            positive = List.copyOf(positive);
            negative = List.copyOf(negative);
        }
    }

    /** Outcomes of downstream effects that count as failed. */
    public record Downstream(List<String> failed) {
        public Downstream {
            failed = List.copyOf(failed);
        }
    }
}
