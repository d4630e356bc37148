package io.watchbill.engine;

import io.watchbill.statistics.EstimatedAccuracy;
import io.watchbill.statistics.EstimatedAccuracyWindow;
import io.watchbill.statistics.IsotonicCalibration;
import io.watchbill.statistics.state.PartSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accuracy to expect of predictions whose labels have not come, by performance window. Not thread-safe. */
final class Expectations {
    private final List<WindowPlan> windows;
    private final List<EstimatedAccuracyWindow> estimates = new ArrayList<>();
    private final List<String> calibrated;
    private final CappedNames classes;
    /** What the calibrations are, as part of a key. */
    private final String valid;

    /** By the number of a class, its place among the calibrations. */
    private int[] places = new int[0];

    Expectations(List<WindowPlan> windows, Map<String, IsotonicCalibration> calibrations, CappedNames classes) {
        this.windows = windows;
        this.calibrated = List.copyOf(calibrations.keySet());
        this.classes = classes;
        this.valid = StateSteps.of(to -> calibrations.forEach((name, calibration) -> {
            to.text(name);
            to.whole(calibration.fingerprint());
        }));
        List<IsotonicCalibration> all = List.copyOf(calibrations.values());
        for (WindowPlan window : windows) {
            estimates.add(new EstimatedAccuracyWindow(all, window.capacity()));
        }
    }

    /** Counts the first {@code count} of {@code rows}; a prediction without a confidence says nothing. */
    void predicted(BinnedBatch.Predictions from, int[] rows, int count, PredictionRows numbers) {
        lookUpNewClasses();
        for (int w = 0; w < windows.size(); w++) {
            PaneCursor pane = new PaneCursor(windows.get(w).panes());
            EstimatedAccuracyWindow estimate = estimates.get(w);
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                double confidence = from.confidences[row];
                if (confidence >= 0 && confidence <= 1) {
                    estimate.add(pane.of(from.times[row]), places[numbers.classes[row]], confidence);
                }
            }
        }
    }

    private void lookUpNewClasses() {
        int known = places.length;
        if (known < classes.size()) {
            places = Arrays.copyOf(places, classes.size());
            for (int c = known; c < places.length; c++) {
                int place = calibrated.indexOf(classes.name(c));
                places[c] = place < 0 ? EstimatedAccuracyWindow.UNCALIBRATED : place;
            }
        }
    }

    void save(int window, PartSink to) {
        estimates.get(window).save(to.in(StateSteps.ESTIMATE, StateSteps.ALL, valid));
    }

    void restore(int window, Restoring from) {
        estimates
                .get(window)
                .restore(from.in(StateSteps.ESTIMATE, StateSteps.ALL, valid).from());
    }

    /** The estimate over a window that ends with that pane. */
    Optional<EstimatedAccuracy> estimate(int window, long end) {
        estimates.get(window).advanceTo(end);
        return estimates.get(window).score(end - windows.get(window).capacity() + 1, end);
    }
}
