package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.EventKind;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.spec.Business;
import io.watchbill.spec.EventClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that is known of one model: its clock, a state for each version, and the predictions that labels and
 * outcomes may still come for. A fold over binned batches.
 *
 * <ol>
 *   <li>A window is the set of accepted events whose pane it holds, so order and batching cannot change it.
 *   <li>Memory depends on versions, columns, bins, panes and the stated bounds, never on traffic.
 * </ol>
 *
 * <p>Not thread-safe: the host holds one lock for each model.
 */
public final class ModelState {
    private static final int NO_ARM = -1;

    /** The class of everything that is a number: a regression's labels are joined and timed, not compared. */
    private static final String NUMBER = "";

    private final ModelPlan plan;
    private final ModelClock clock;
    private final ModelNames names = new ModelNames();
    private final Map<String, VersionState> versions = new LinkedHashMap<>();
    private final Joins joins;
    private final Waiting waiting;
    private final Map<IgnoredValue, Long> ignored = IgnoredValue.none();
    private final long maximumLabelDelay;
    private final long idleMillis;
    private long appliedRows;

    /**
     * @param maximumFuture how far ahead of the wall clock an event may be
     * @param maximumJoins predictions remembered for their labels
     * @param maximumWaiting labels and business events remembered for their prediction
     */
    public ModelState(ModelPlan plan, Duration maximumFuture, int maximumJoins, int maximumWaiting) {
        this.plan = plan;
        this.clock = new ModelClock(plan.model().clock() == EventClock.REPLAY, plan.longestWindow(), maximumFuture);
        this.joins = new Joins(maximumJoins);
        this.waiting = new Waiting(maximumWaiting);
        this.maximumLabelDelay = plan.model().performance().maximumLabelDelay().toMillis();
        this.idleMillis = plan.longestWindow().toMillis() + maximumLabelDelay;
    }

    /** The plan that this state follows. */
    public ModelPlan plan() {
        return plan;
    }

    /**
     * Decides which rows are accepted and when they happened, and moves the model's clock.
     *
     * @param wallMillis the time of arrival
     * @param nanos the monotonic time of arrival
     * @param rejections takes the rows that are refused
     */
    public Admission admit(DecodedBatch batch, long wallMillis, long nanos, Rejections rejections) {
        return clock.admit(batch, wallMillis, nanos, rejections);
    }

    /** Adds a batch. */
    public void apply(BinnedBatch batch) {
        predictions(batch);
        labels(batch);
        outcomes(batch);
        ignored.merge(IgnoredValue.UNKNOWN_FEATURE, batch.unknownFeatures, Long::sum);
        appliedRows += batch.rows();
    }

    private void predictions(BinnedBatch batch) {
        BinnedBatch.Predictions from = batch.predictions;
        int[] classes = new int[from.rows];
        int[] arms = new int[from.rows];
        for (int row = 0; row < from.rows; row++) {
            classes[row] = ModelNames.number(names.classes, BinnedBatch.text(batch, from.answers[row]));
            arms[row] = ModelNames.number(names.arms, BinnedBatch.text(batch, from.arms[row]));
        }
        int[] rows = new int[from.rows];
        boolean[] done = new boolean[batch.texts.size()];
        for (int i = 0; i < from.rows; i++) {
            int version = from.versions[i];
            if (!done[version]) {
                done[version] = true;
                int count = 0;
                for (int row = i; row < from.rows; row++) {
                    if (from.versions[row] == version) {
                        rows[count++] = row;
                    }
                }
                version(batch.texts.get(version)).predictions(from, rows, count, classes, arms, holdout());
            }
        }
        for (int row = 0; row < from.rows; row++) {
            if (from.withIds[row] && !from.failures[row]) {
                remember(batch, row, classes[row], arms[row]);
            }
        }
    }

    private int holdout() {
        String arm = plan.holdoutArm();
        return arm == null ? NO_ARM : names.arms.number(arm);
    }

    private void remember(BinnedBatch batch, int row, int predicted, int arm) {
        BinnedBatch.Predictions from = batch.predictions;
        if (joins.full()) {
            forgetOldest();
        }
        int version = names.versions.number(batch.texts.get(from.versions[row]));
        int join = joins.put(from.idHighs[row], from.idLows[row], from.times[row], version, predicted, arm);
        for (Waiting.Event event : waiting.take(from.idHighs[row], from.idLows[row])) {
            String label = event.label();
            if (label != null) {
                join(join, event.time(), label);
            } else {
                credit(join, event);
            }
        }
    }

    private void forgetOldest() {
        int row = joins.oldest();
        if (!joins.labelled(row)) {
            version(names.versions.name(joins.version(row))).unlabelled();
        }
        joins.dropOldest();
    }

    private void labels(BinnedBatch batch) {
        BinnedBatch.Labels from = batch.labels;
        for (int i = 0; i < from.rows; i++) {
            String text = BinnedBatch.text(batch, from.answers[i]);
            String label = text == null ? NUMBER : text;
            int join = joins.find(from.idHighs[i], from.idLows[i]);
            if (join >= 0) {
                join(join, from.times[i], label);
            } else {
                waiting.add(
                        from.idHighs[i],
                        from.idLows[i],
                        new Waiting.Event(from.times[i], label, versionName(batch, from.versions[i]), null, 0, null),
                        this::lost);
            }
        }
    }

    /** The first label of a prediction counts. */
    private void join(int join, long time, String label) {
        VersionState version = version(names.versions.name(joins.version(join)));
        if (joins.labelled(join)) {
            version.duplicateLabel();
            return;
        }
        joins.setLabelled(join);
        version.labelled(
                joins.time(join),
                time,
                joins.answer(join),
                names.classes.number(label),
                joins.arm(join),
                joins.arm(join) != holdout());
    }

    /** A business event was counted when it came; only a label without its prediction is an orphan. */
    private void lost(Waiting.Event event) {
        if (event.label() != null) {
            VersionState version = version(event.version());
            version.seen(event.time());
            version.orphanLabel();
        }
    }

    private void outcomes(BinnedBatch batch) {
        BinnedBatch.Outcomes from = batch.outcomes;
        for (int i = 0; i < from.rows; i++) {
            String subject = BinnedBatch.text(batch, from.subjects[i]);
            String detail = BinnedBatch.text(batch, from.details[i]);
            int join = from.withIds[i] ? joins.find(from.idHighs[i], from.idLows[i]) : -1;
            if (from.kinds[i] == EventKind.BUSINESS) {
                business(batch, i, join);
                continue;
            }
            String name = join >= 0 ? names.versions.name(joins.version(join)) : versionName(batch, from.versions[i]);
            VersionState version = version(name);
            version.seen(from.times[i]);
            if (from.kinds[i] == EventKind.FEEDBACK) {
                version.outcomes().feedback(subject);
            } else if (from.kinds[i] == EventKind.DOWNSTREAM) {
                version.outcomes().downstream(subject, detail);
            } else if (from.kinds[i] == EventKind.SCORE && !version.quality().score(subject, from.values[i])) {
                ignored.merge(IgnoredValue.UNDECLARED_SCORE, 1L, Long::sum);
            }
        }
    }

    private void business(BinnedBatch batch, int row, int join) {
        BinnedBatch.Outcomes from = batch.outcomes;
        Waiting.Event event = new Waiting.Event(
                from.times[row],
                null,
                versionName(batch, from.versions[row]),
                BinnedBatch.text(batch, from.subjects[row]),
                from.values[row],
                BinnedBatch.text(batch, from.details[row]));
        int arm = join >= 0 ? joins.arm(join) : ModelNames.number(names.arms, BinnedBatch.text(batch, from.arms[row]));
        VersionState version = version(join >= 0 ? names.versions.name(joins.version(join)) : event.version());
        version.seen(event.time());
        version.outcomes().business(event.event(), event.unit(), arm, event.value());
        if (join >= 0) {
            credit(join, event);
        } else if (from.withIds[row]) {
            waiting.add(from.idHighs[row], from.idLows[row], event, this::lost);
        } else if (isValue(event)) {
            version.business().value(event.time(), arm, event.value());
        }
    }

    /** Credits a business event to its prediction: once as a conversion, each time as a value. */
    private void credit(int join, Waiting.Event event) {
        VersionState version = version(names.versions.name(joins.version(join)));
        int arm = joins.arm(join);
        long predicted = joins.time(join);
        Optional<Business.Conversion> conversion = plan.business().conversion();
        if (conversion.isPresent()
                && conversion.get().event().equals(event.event())
                && !joins.converted(join)
                && event.time() >= predicted
                && event.time() - predicted <= conversion.get().within().toMillis()) {
            joins.setConverted(join);
            version.business().converted(predicted, arm);
        }
        if (isValue(event)) {
            version.business().value(predicted, arm, event.value());
        }
    }

    private boolean isValue(Waiting.Event event) {
        Optional<Business.Value> value = plan.business().value();
        return value.isPresent()
                && value.get().event().equals(event.event())
                && value.get().unit().equals(event.unit())
                && Double.isFinite(event.value());
    }

    private static String versionName(BinnedBatch batch, int text) {
        String name = BinnedBatch.text(batch, text);
        return name == null ? ModelPlan.DEFAULT_VERSION : name;
    }

    private VersionState version(String name) {
        String capped = names.versions.name(names.versions.number(name));
        VersionState known = versions.get(capped);
        if (known == null) {
            known = new VersionState(plan, capped, names);
            versions.put(capped, known);
        }
        return known;
    }

    /** How many rows were applied; a model whose number has not changed needs new scores only when panes pass. */
    public long appliedRows() {
        return appliedRows;
    }

    /** How many predictions are remembered for their labels. */
    public int joinEntries() {
        return joins.size() + waiting.size();
    }

    /** Whether any event has set the model's clock. */
    public boolean hasClock() {
        return clock.isSet();
    }

    /** The model's event clock E in milliseconds since 1970; meaningless before the first event. */
    public long clockMillis(long nanos) {
        return clock.now(nanos);
    }

    /** Moves all windows on to E, forgets what is too old, and copies what the scores and the page need. */
    public ModelTotals totals(long nanos) {
        long now = clock.now(nanos);
        Optional<String> positiveClass = plan.model().positiveClass();
        OptionalInt positive = positiveClass.isPresent()
                ? OptionalInt.of(names.classes.number(positiveClass.get()))
                : OptionalInt.empty();
        while (joins.size() > 0 && joins.time(joins.oldest()) < now - maximumLabelDelay) {
            forgetOldest();
        }
        waiting.expire(now - maximumLabelDelay, this::lost);
        versions.values().removeIf(version -> version.newest() < now - idleMillis);
        List<VersionTotals> totals = new ArrayList<>(versions.size());
        for (VersionState version : versions.values()) {
            totals.add(version.totals(now));
        }
        return new ModelTotals(plan, now, positive, totals, Map.copyOf(ignored));
    }

    /** Bytes of the arrays that hold counts. */
    public long bytesHeld() {
        return versions.values().stream().mapToLong(VersionState::bytesHeld).sum();
    }
}
