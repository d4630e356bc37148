package io.watchbill.engine;

import io.watchbill.spec.Segment;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The label values that senders choose, for one model, each kind with its cap. */
final class ModelNames {
    private static final int NO_NAME = -1;

    final CappedNames versions;
    final CappedNames classes;
    final CappedNames arms;
    final CappedNames events;
    final CappedNames units;
    final CappedNames ratings;
    final CappedNames consumers;
    final CappedNames effects;
    final List<CappedNames> segments;
    final Combinations combinations;
    private final List<String> segmentNames;

    /** The number of the positive class of a binary classifier; -1 for other models. */
    final int positive;

    /** The number of the arm whose traffic is in neither drift nor performance; -1 if there is none. */
    final int holdout;

    /** What the specification and the profiles name has its place, whatever a sender names before. */
    ModelNames(ModelPlan plan, ModelLimits limits) {
        this(plan, limits, null);
    }

    /** As the other, after the names that were {@link #save saved}, which keep their numbers. */
    ModelNames(ModelPlan plan, ModelLimits limits, @Nullable StateReader kept) {
        versions = new CappedNames(limits.versions());
        classes = new CappedNames(limits.classes());
        arms = new CappedNames(limits.arms());
        events = new CappedNames(limits.labelValues());
        units = new CappedNames(limits.labelValues());
        ratings = new CappedNames(limits.labelValues());
        consumers = new CappedNames(limits.labelValues());
        effects = new CappedNames(limits.labelValues());
        combinations = new Combinations(limits.combinations());
        List<Segment> declared = plan.model().segments();
        segments = declared.stream()
                .map(Segment::maximumValues)
                .map(CappedNames::new)
                .toList();
        segmentNames = declared.stream().map(Segment::name).toList();
        if (kept != null) {
            restore(kept);
        }
        positive = plan.model().positiveClass().map(classes::place).orElse(NO_NAME);
        for (ReferenceProfile profile : plan.profiles()) {
            PerformanceBaseline baseline = profile.performance();
            if (baseline != null) {
                baseline.classes().forEach(classes::number);
            }
        }
        String arm = plan.holdoutArm();
        holdout = arm == null ? NO_NAME : arms.place(arm);
    }

    private List<CappedNames> tables() {
        return List.of(versions, classes, arms, events, units, ratings, consumers, effects);
    }

    void save(StateWriter to) {
        tables().forEach(table -> table.save(to));
        to.varint(segments.size());
        for (int segment = 0; segment < segments.size(); segment++) {
            to.text(segmentNames.get(segment));
            segments.get(segment).save(to);
        }
    }

    /** Values of a segment that the plan does not know are read and forgotten. */
    private void restore(StateReader from) {
        tables().forEach(table -> table.restore(from));
        from.require(
                classes.size() < VersionState.CLASS_STRIDE, "fewer than " + VersionState.CLASS_STRIDE + " classes");
        Map<String, CappedNames> kept = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            kept.put(segmentNames.get(i), segments.get(i));
        }
        int count = from.count(1);
        for (int i = 0; i < count; i++) {
            CappedNames table = kept.remove(from.text());
            (table == null ? new CappedNames(0) : table).restore(from);
        }
    }

    OptionalInt positiveClass() {
        return positive == NO_NAME ? OptionalInt.empty() : OptionalInt.of(positive);
    }

    /** Adds how much of each bound is in use. */
    void addBounds(Map<String, Bound> bounds) {
        bounds.put("versions", versions.bound());
        bounds.put("classes", classes.bound());
        bounds.put("arms", arms.bound());
        bounds.put("business_events", events.bound());
        bounds.put("units", units.bound());
        bounds.put("ratings", ratings.bound());
        bounds.put("consumers", consumers.bound());
        bounds.put("downstream_outcomes", effects.bound());
        bounds.put("combinations", combinations.bound());
        segments.stream().map(CappedNames::bound).reduce(Bound::nearest).ifPresent(one -> bounds.put("segments", one));
    }

    /** The number of a text; an absent one is the empty text. */
    static int number(CappedNames names, @Nullable String text) {
        return names.number(text == null ? "" : text);
    }
}
