package io.watchbill.engine;

import io.watchbill.engine.decode.EventLayout;
import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.IsotonicCalibration;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.ScoreWindow;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A model version's columns and what each is compared with: the features in the order of the specification, then the
 * prediction, then the confidence.
 */
public final class VersionPlan {
    /** The name of the prediction's column on the page. */
    public static final String PREDICTION = "prediction";

    /** The name of the confidence's column on the page. */
    public static final String CONFIDENCE = "confidence";

    /** The slots of a column without a reference: there, missing, unusable. */
    static final int THERE = 0;

    static final int MISSING = 1;
    static final int UNUSABLE = 2;

    /** How many classes a classifier is taken to choose from whose profile does not say. */
    private static final int MANY_CLASSES = 100;

    /**
     * A column.
     *
     * @param numeric whether its values are numbers; else categories
     * @param reference its bins; null where the profile does not know the column, which then has no drift scores
     */
    public record Column(
            String name,
            ColumnKind kind,
            boolean numeric,
            @Nullable ColumnReference reference) {
        int slots() {
            return reference == null ? 3 : reference.slots();
        }

        int missingSlot() {
            return reference == null ? MISSING : reference.missingSlot();
        }

        int invalidSlot() {
            return reference == null ? UNUSABLE : reference.invalidSlot();
        }

        /** The same for columns whose slots mean the same. */
        long fingerprint() {
            StateWriter shape = new StateWriter();
            shape.text(name);
            shape.text(kind.label());
            shape.flag(numeric);
            shape.flag(reference != null);
            if (reference != null) {
                shape.whole(reference.binsFingerprint());
            }
            return shape.fingerprint();
        }

        /** The slot that holds only categories which the reference never showed; -1 if there is none. */
        int unseenSlot() {
            return reference instanceof CategoricalReference categorical && !categorical.capped()
                    ? categorical.otherBin()
                    : -1;
        }
    }

    private final List<Column> columns;
    private final @Nullable ReferenceProfile profile;
    private final int classes;
    private final long[] fingerprints;
    private final List<String> validities;

    VersionPlan(EventLayout layout, @Nullable ReferenceProfile profile) {
        this.profile = profile;
        this.classes = layout.answer() == EventLayout.Answer.BINARY ? 2 : classes(profile);
        List<Column> all = new ArrayList<>();
        for (EventLayout.Feature feature : layout.features()) {
            all.add(column(feature.name(), ColumnKind.FEATURE, feature.numeric()));
        }
        all.add(column(PREDICTION, ColumnKind.PREDICTION, layout.answer() == EventLayout.Answer.NUMBER));
        all.add(column(CONFIDENCE, ColumnKind.CONFIDENCE, true));
        this.columns = List.copyOf(all);
        this.fingerprints = all.stream().mapToLong(Column::fingerprint).toArray();
        this.validities = Arrays.stream(fingerprints).mapToObj(StateSteps::hex).toList();
    }

    private Column column(String name, ColumnKind kind, boolean numeric) {
        ColumnReference reference =
                profile == null ? null : profile.column(kind, name).orElse(null);
        if (reference != null && numeric != reference instanceof NumericReference) {
            throw new IllegalArgumentException("the " + kind.label() + " '" + name + "' is "
                    + (numeric ? "numeric" : "categorical") + " in the specification and "
                    + (numeric ? "categorical" : "numeric")
                    + " in the reference profile; make the profile again with `watchbill profile`");
        }
        return new Column(name, kind, numeric, reference);
    }

    private static int classes(@Nullable ReferenceProfile profile) {
        PerformanceBaseline baseline = profile == null ? null : profile.performance();
        return baseline == null || baseline.classes().size() < 2
                ? MANY_CLASSES
                : baseline.classes().size();
    }

    /** How many classes a classifier chooses from: two, or as many as its profile shows, or many. */
    int classes() {
        return classes;
    }

    /** The mean absolute error of a regression on its reference; empty without. */
    OptionalDouble usualError() {
        PerformanceBaseline baseline = profile == null ? null : profile.performance();
        MetricBaseline error = baseline == null ? null : baseline.metric("mae");
        return error == null ? OptionalDouble.empty() : OptionalDouble.of(error.value());
    }

    /** How often predictions of a class are right at a confidence, by class; empty without a profile that knows it. */
    Map<String, IsotonicCalibration> calibrations() {
        PerformanceBaseline baseline = profile == null ? null : profile.performance();
        return baseline == null ? Map.of() : baseline.calibrations();
    }

    /** The inner edges of bins of a binary classifier's score: those of the profile, or even ones. */
    List<Double> scoreEdges() {
        PerformanceBaseline baseline = profile == null ? null : profile.performance();
        return baseline == null || baseline.scoreEdges().isEmpty() ? ScoreWindow.evenEdges() : baseline.scoreEdges();
    }

    /** The columns; the last two are prediction and confidence. */
    public List<Column> columns() {
        return columns;
    }

    /** What the slots of each column mean, by column. The array is the plan's own: read only. */
    long[] fingerprints() {
        return fingerprints;
    }

    /** What the slots of a column mean, as part of a key. */
    String validity(int column) {
        return validities.get(column);
    }

    /** How the model was on its reference data; null where the version has no profile. */
    public @Nullable ReferenceProfile profile() {
        return profile;
    }
}
