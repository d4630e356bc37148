package io.watchbill.engine;

import io.watchbill.spec.Business;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a version's predictions were worth: conversions and values by arm, in the pane of the prediction's time where
 * the event has an id, else of its own. Sums of values are kept by pane and added in pane order. Not thread-safe.
 */
final class BusinessState {
    /** Those that are kept apart, the holdout's, and that of all others. */
    private static final int MOST_ARMS = ModelLimits.MOST + 2;

    private final List<WindowPlan> windows;
    /** What the events mean, as part of a key. */
    private final String meaning;

    private final boolean conversions;
    private final boolean values;
    private final String unit;
    private final List<PaneRing<Pane>> rings = new ArrayList<>();

    BusinessState(ModelPlan model) {
        this.windows = model.businessWindows();
        this.conversions = model.business().conversion().isPresent();
        this.unit = model.business().value().map(Business.Value::unit).orElse("");
        this.values = model.business().value().isPresent();
        this.meaning = StateSteps.of(to -> {
            to.text(model.business().conversion().toString());
            to.text(model.business().value().toString());
        });
        for (WindowPlan window : windows) {
            rings.add(new PaneRing<>(window.capacityWithDelay(), Pane::new));
        }
    }

    /** What happened to the predictions of one pane, by arm. */
    private static final class Pane implements PaneRing.Pane {
        private long[] predictions = new long[1];
        private long[] converted = new long[1];
        private double[] value = new double[1];

        private void fit(int arm) {
            if (arm >= predictions.length) {
                predictions = Arrays.copyOf(predictions, arm + 1);
                converted = Arrays.copyOf(converted, arm + 1);
                value = Arrays.copyOf(value, arm + 1);
            }
        }

        @Override
        public void write(StateWriter to) {
            to.varint(predictions.length);
            to.longs(predictions);
            to.longs(converted);
            to.doubles(value);
        }

        @Override
        public void read(StateReader from) {
            int arms = from.below(MOST_ARMS + 1L);
            from.require(arms > 0, "an arm");
            fit(arms - 1);
            from.longs(predictions);
            from.longs(converted);
            from.doubles(value);
            for (int arm = 0; arm < arms; arm++) {
                from.require(predictions[arm] >= 0 && converted[arm] >= 0, "counts by arm");
            }
        }
    }

    private String valid(WindowPlan window) {
        return StateSteps.panes(window, window.capacityWithDelay()) + ' ' + meaning;
    }

    /** Puts the panes that changed. */
    void save(PartSink to) {
        for (int w = 0; w < rings.size(); w++) {
            rings.get(w).save(to.in(StateSteps.BUSINESS, windows.get(w).label(), valid(windows.get(w))));
        }
    }

    void restore(Restoring from) {
        for (int w = 0; w < rings.size(); w++) {
            rings.get(w)
                    .restore(from.in(StateSteps.BUSINESS, windows.get(w).label(), valid(windows.get(w)))
                            .from());
        }
    }

    boolean watched() {
        return conversions || values;
    }

    void predicted(long time, int arm) {
        for (int w = 0; w < rings.size(); w++) {
            Pane pane = pane(w, time, arm);
            if (pane != null) {
                pane.predictions[arm]++;
            }
        }
    }

    void converted(long predictionTime, int arm) {
        for (int w = 0; w < rings.size(); w++) {
            Pane pane = pane(w, predictionTime, arm);
            if (pane != null) {
                pane.converted[arm]++;
            }
        }
    }

    void value(long time, int arm, double value) {
        for (int w = 0; w < rings.size(); w++) {
            Pane pane = pane(w, time, arm);
            if (pane != null) {
                pane.value[arm] += value;
            }
        }
    }

    private @Nullable Pane pane(int w, long time, int arm) {
        Pane pane = rings.get(w).at(windows.get(w).panes().paneOf(time));
        if (pane != null) {
            pane.fit(arm);
        }
        return pane;
    }

    /** Moves the windows on to the clock and computes the shares; empty where nothing was predicted. */
    List<ScoreSnapshot.BusinessWindow> windows(long clock, CappedNames arms) {
        List<ScoreSnapshot.BusinessWindow> all = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            WindowPlan window = windows.get(w);
            PaneRing<Pane> ring = rings.get(w);
            ring.advanceTo(window.panes().paneOf(clock));
            List<Pane> panes = ring.ending(window.endPane(clock), window.capacity());
            for (int arm = 0; arm < arms.size(); arm++) {
                long predictions = 0;
                long converted = 0;
                double value = 0;
                for (Pane pane : panes) {
                    if (arm < pane.predictions.length) {
                        predictions += pane.predictions[arm];
                        converted += pane.converted[arm];
                        value += pane.value[arm];
                    }
                }
                if (predictions > 0) {
                    all.add(new ScoreSnapshot.BusinessWindow(
                            window.label(),
                            arms.name(arm),
                            unit,
                            share(conversions, (double) converted, predictions),
                            share(values, value, predictions)));
                }
            }
        }
        return all;
    }

    private static OptionalDouble share(boolean watched, double sum, long predictions) {
        return watched ? OptionalDouble.of(sum / predictions) : OptionalDouble.empty();
    }
}
