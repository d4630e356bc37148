package io.watchbill.engine;

import io.watchbill.statistics.state.PartSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What of a kept state a plan has no place for, in plain sentences, each once. Not thread-safe. */
final class StateLosses {
    private static final String GONE = " is no longer in the specification; what it held is forgotten";

    private final String model;
    private final Set<String> sentences = new LinkedHashSet<>();

    StateLosses(String model) {
        this.model = model;
    }

    /** Notes a loss of one version. */
    void ofVersion(String version, String loss) {
        sentences.add("model '" + model + "', version '" + version + "': " + loss);
    }

    /** Notes that predictions of before are given up. */
    void addPredictions() {
        ofModel("its longest time for a label changed; predictions of before wait for no label any more");
    }

    private void ofModel(String loss) {
        sentences.add("model '" + model + "': " + loss);
    }

    /** Notes parts that nobody asked for. */
    void add(PartSource.Unclaimed parts, CappedNames versions) {
        PartSource.Step first = parts.steps().get(0);
        PartSource.Step last = parts.steps().get(parts.steps().size() - 1);
        if (!parts.changed()) {
            ofModel(gone(last));
        } else if (isWindow(last.kind())) {
            ofModel("the " + last.kind() + " window " + last.name()
                    + ": its panes, or what its events mean, changed; it starts anew");
        } else if (first.kind().equals(StateSteps.VERSION)) {
            ofVersion(versions.name(Integer.parseInt(first.name())), changed(last));
        } else {
            ofModel(changed(last));
        }
    }

    private static boolean isWindow(String kind) {
        return switch (kind) {
            case StateSteps.DRIFT, StateSteps.PERFORMANCE, StateSteps.BUSINESS, StateSteps.FEEDBACK -> true;
            default -> false;
        };
    }

    private static String gone(PartSource.Step step) {
        if (isWindow(step.kind())) {
            return "the " + step.kind() + " window " + step.name() + GONE;
        }
        return switch (step.kind()) {
            case StateSteps.HOLDOUT -> "the comparison with the holdout" + GONE;
            case StateSteps.ESTIMATE ->
                "no reference profile has calibrations any more; the estimated accuracy is forgotten";
            case StateSteps.SCORES, StateSteps.CLASS, StateSteps.CALIBRATION ->
                "what the model answers changed" + "; its performance windows start anew";
            case StateSteps.RUNS -> "the specification serves it online now; its runs are forgotten";
            default -> "the " + step.kind() + " '" + step.name() + "'" + GONE;
        };
    }

    private static String changed(PartSource.Step step) {
        return switch (step.kind()) {
            case StateSteps.QUALITY -> "what the model answers changed; its performance windows start anew";
            case StateSteps.SCORES ->
                "the bins of scores in its reference profile changed; the area under its ROC curve starts anew";
            case StateSteps.CALIBRATION ->
                "the number of classes in its reference profile changed; its calibration error starts anew";
            case StateSteps.ESTIMATE ->
                "the calibrations in its reference profile changed; its estimated accuracy starts anew";
            case StateSteps.HOLDOUT -> "what is asked of the holdout changed; its comparison starts anew";
            default ->
                step.kind() + " '" + step.name()
                        + "': its bins in the reference profile changed; its windows start anew";
        };
    }

    /** The sentences so far. */
    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
