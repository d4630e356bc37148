package io.watchbill.engine;

import io.watchbill.statistics.Adwin;
import io.watchbill.statistics.ChangeDetector;
import io.watchbill.statistics.Ddm;
import io.watchbill.statistics.PageHinkley;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Change detectors on a version's errors, as labels arrive, and on its confidence, as predictions arrive. Unlike windows
 * they follow the order of arrival: the same events in another order may give other detections.
 *
 * <p>A detector keeps what it has seen of a few hundred numbers at most, whatever the traffic. Not thread-safe.
 */
final class ChangeSignals {
    private final boolean classifies;
    private final OptionalDouble usualError;
    private final Signal error = new Signal("error", List.of("adwin", "ddm", "page_hinkley"));
    private final Signal confidence = new Signal("confidence", List.of("adwin", "page_hinkley"));

    /**
     * @param classifies whether a prediction is right or wrong; the error of a regression is to be off by more than usual
     * @param usualError the mean absolute error of a regression's reference; empty without
     */
    ChangeSignals(boolean classifies, OptionalDouble usualError) {
        this.classifies = classifies;
        this.usualError = usualError;
    }

    /** A stream of numbers, and what watches it. */
    private static final class Signal {
        private final String name;
        private final List<String> detectors;
        private final ChangeDetector[] watching;
        private final long[] changes;
        private boolean seen;

        private Signal(String name, List<String> detectors) {
            this.name = name;
            this.detectors = detectors;
            this.watching = detectors.stream().map(Signal::detector).toArray(ChangeDetector[]::new);
            this.changes = new long[watching.length];
        }

        private static ChangeDetector detector(String name) {
            return switch (name) {
                case "adwin" -> new Adwin();
                case "ddm" -> new Ddm();
                case "page_hinkley" -> new PageHinkley();
                default -> throw new IllegalArgumentException("no such detector: " + name);
            };
        }

        private void add(double value) {
            seen = true;
            for (int i = 0; i < watching.length; i++) {
                if (watching[i].add(value)) {
                    changes[i]++;
                }
            }
        }

        private void save(StateWriter to) {
            to.flag(seen);
            to.longs(changes);
            for (ChangeDetector detector : watching) {
                detector.save(to);
            }
        }

        private void restore(StateReader from, boolean sameStream) {
            seen = from.flag();
            from.longs(changes);
            for (ChangeDetector detector : watching) {
                detector.restore(from);
                if (!sameStream) {
                    detector.reset();
                }
            }
        }
    }

    /** Takes the next labelled prediction. */
    void labelled(Outcome outcome) {
        if (classifies) {
            error.add(outcome.right() ? 0 : 1);
        } else if (usualError.isPresent() && Double.isFinite(outcome.error())) {
            error.add(Math.abs(outcome.error()) > usualError.getAsDouble() ? 1 : 0);
        }
    }

    /** Takes the confidences of predictions, the first {@code count} of {@code rows}; what is no share is passed over. */
    void predicted(BinnedBatch.Predictions from, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            double value = from.confidences[rows[i]];
            if (value >= 0 && value <= 1) {
                confidence.add(1 - value);
            }
        }
    }

    void save(StateWriter to) {
        to.flag(classifies);
        to.number(usualError.orElse(Double.NaN));
        error.save(to);
        confidence.save(to);
    }

    /** Takes over the counts, and what the detectors learned if an error still is what it was. */
    void restore(StateReader from, Restoring context) {
        boolean classifiesThen = from.flag();
        double usualThen = from.number();
        boolean same = classifiesThen == classifies && Double.compare(usualThen, usualError.orElse(Double.NaN)) == 0;
        error.restore(from, same);
        confidence.restore(from, true);
        if (!same && error.seen) {
            context.lost("what counts as an error changed; its change detectors start anew");
        }
    }

    /** How many changes each detector has reported of each signal that there was. */
    List<ScoreSnapshot.ChangeCount> counts() {
        List<ScoreSnapshot.ChangeCount> all = new ArrayList<>();
        for (Signal signal : List.of(error, confidence)) {
            for (int i = 0; signal.seen && i < signal.changes.length; i++) {
                all.add(new ScoreSnapshot.ChangeCount(signal.detectors.get(i), signal.name, signal.changes[i]));
            }
        }
        return all;
    }
}
