package io.watchbill.engine;

import io.watchbill.spec.Segment;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The label values that senders choose, for one model, each kind with its cap. */
final class ModelNames {
    /** Classes kept apart. */
    static final int MOST = 100;

    private static final int MOST_ARMS = 20;
    private static final int MOST_VERSIONS = 50;
    private static final int NO_NAME = -1;

    final CappedNames versions = new CappedNames(MOST_VERSIONS);
    final CappedNames classes = new CappedNames(MOST);
    final CappedNames arms = new CappedNames(MOST_ARMS);
    final CappedNames events = new CappedNames(MOST);
    final CappedNames units = new CappedNames(MOST);
    final CappedNames ratings = new CappedNames(MOST);
    final CappedNames consumers = new CappedNames(MOST);
    final CappedNames effects = new CappedNames(MOST);
    final List<CappedNames> segments;

    /** The number of the positive class of a binary classifier; -1 for other models. */
    final int positive;

    /** The number of the arm whose traffic is in neither drift nor performance; -1 if there is none. */
    final int holdout;

    /** What the specification and the profiles name has its place, whatever a sender names before. */
    ModelNames(ModelPlan plan) {
        positive = plan.model().positiveClass().map(classes::number).orElse(NO_NAME);
        for (ReferenceProfile profile : plan.profiles()) {
            PerformanceBaseline baseline = profile.performance();
            if (baseline != null) {
                baseline.classes().forEach(classes::number);
            }
        }
        String arm = plan.holdoutArm();
        holdout = arm == null ? NO_NAME : arms.number(arm);
        segments = plan.model().segments().stream()
                .map(Segment::maximumValues)
                .map(CappedNames::new)
                .toList();
    }

    OptionalInt positiveClass() {
        return positive == NO_NAME ? OptionalInt.empty() : OptionalInt.of(positive);
    }

    /** Adds how much of each bound is in use. */
    void addBounds(Map<String, Bound> bounds) {
        bounds.put("versions", versions.bound());
        bounds.put("classes", classes.bound());
        bounds.put("arms", arms.bound());
        segments.stream().map(CappedNames::bound).reduce(Bound::plus).ifPresent(all -> bounds.put("segments", all));
        bounds.put(
                "outcome_names",
                Stream.of(events, units, ratings, consumers, effects)
                        .map(CappedNames::bound)
                        .reduce(Bound::plus)
                        .orElseThrow());
    }

    /** The number of a text; an absent one is the empty text. */
    static int number(CappedNames names, @Nullable String text) {
        return names.number(text == null ? "" : text);
    }
}
