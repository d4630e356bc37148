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
    private final List<String> segmentNames;

    /** The number of the positive class of a binary classifier; -1 for other models. */
    final int positive;

    /** The number of the arm whose traffic is in neither drift nor performance; -1 if there is none. */
    final int holdout;

    /** What the specification and the profiles name has its place, whatever a sender names before. */
    ModelNames(ModelPlan plan) {
        this(plan, null);
    }

    /** As the other, after the names that were {@link #save saved}, which keep their numbers. */
    ModelNames(ModelPlan plan, @Nullable StateReader kept) {
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
