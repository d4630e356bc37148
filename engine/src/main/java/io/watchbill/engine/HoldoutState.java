package io.watchbill.engine;

import io.watchbill.spec.Holdout;
import io.watchbill.statistics.HoldoutComparison;
import io.watchbill.statistics.HoldoutComparison.Arm;
import io.watchbill.statistics.MeanCounts;
import io.watchbill.statistics.MeanWindow;
import io.watchbill.statistics.SampleRatio;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A version against the holdout, since the holdout's first event: accuracy, or the mean absolute error of a regression,
 * and conversion where it is defined.
 *
 * <p>The counts are sums, whatever the order of arrival. The p-values are not: each is the least one of all moments at
 * which the scores were computed, which is what keeps it valid however often one looks. Not thread-safe.
 */
final class HoldoutState {
    /** Of the interval around a difference: it holds the true one at all times with 95 %. */
    private static final double ALPHA = 0.05;

    private static final long MOST = 1L << 53;

    private static final int CHAMPION = 0;
    private static final int HOLDOUT = 1;

    private final boolean regression;
    private final boolean conversion;
    /** What is compared, as part of a key. */
    private final String asked;

    private final long[] predictions = new long[2];
    private final long[] converted = new long[2];
    /** One pane that never ends: n, sum and sum of squares. */
    private final MeanWindow[] labelled = {new MeanWindow(1, 1), new MeanWindow(1, 1)};

    private final Metric quality;
    private final Metric conversions;
    private boolean changed;

    HoldoutState(ModelPlan model, Holdout planned) {
        this.regression = model.regression();
        this.conversion = model.business().conversion().isPresent();
        this.asked = StateSteps.of(to -> {
            to.flag(regression);
            to.text(planned.toString());
            to.text(model.business().conversion().toString());
        });
        this.quality = new Metric(regression ? "mae" : "accuracy", planned);
        this.conversions = new Metric("conversion", planned);
    }

    /** One metric: its comparison, and whether the holdout's share of its samples is as planned. */
    private static final class Metric {
        private final String name;
        private final HoldoutComparison comparison;
        private final SampleRatio ratio;

        private Metric(String name, Holdout planned) {
            this.name = name;
            this.comparison = new HoldoutComparison(planned.difference().doubleValue(), ALPHA);
            this.ratio = new SampleRatio(planned.share().doubleValue());
        }

        private ScoreSnapshot.HoldoutScore look(Arm champion, Arm holdout) {
            return new ScoreSnapshot.HoldoutScore(
                    name,
                    comparison.look(champion, holdout),
                    ratio.look(holdout.samples(), champion.samples() + holdout.samples()));
        }

        private void write(StateWriter to) {
            to.number(comparison.leastLnPValue());
            to.number(ratio.leastLnPValue());
        }

        private void read(StateReader from) {
            double least = from.number();
            double leastRatio = from.number();
            from.require(least <= 0 && leastRatio <= 0, "logarithms of p-values");
            comparison.resume(least);
            ratio.resume(leastRatio);
        }
    }

    private static int side(boolean holdout) {
        return holdout ? HOLDOUT : CHAMPION;
    }

    private PartSink own(PartSink to) {
        return to.in(StateSteps.HOLDOUT, StateSteps.ALL, asked);
    }

    private Restoring own(Restoring from) {
        return from.in(StateSteps.HOLDOUT, StateSteps.ALL, asked);
    }

    void save(PartSink to) {
        boolean used = predictions[CHAMPION] + predictions[HOLDOUT] > 0;
        if (!changed && !(to.everything() && used)) {
            return;
        }
        changed = false;
        PartSink own = own(to);
        own.put("counts", part -> {
            part.longs(predictions);
            part.longs(converted);
            quality.write(part);
            conversions.write(part);
        });
        labelled[CHAMPION].save(own.in(StateSteps.SIDE, "champion"));
        labelled[HOLDOUT].save(own.in(StateSteps.SIDE, "holdout"));
    }

    /** Takes over a comparison that asked for the same. */
    void restore(Restoring from) {
        Restoring own = own(from);
        StateReader counts = own.part("counts");
        if (counts == null) {
            return;
        }
        counts.longs(predictions);
        counts.longs(converted);
        for (int side = 0; side < predictions.length; side++) {
            counts.require(isCount(predictions[side]) && isCount(converted[side]), "counts of both sides");
        }
        quality.read(counts);
        conversions.read(counts);
        counts.end();
        labelled[CHAMPION].restore(own.in(StateSteps.SIDE, "champion").from());
        labelled[HOLDOUT].restore(own.in(StateSteps.SIDE, "holdout").from());
    }

    /** Counts are added and become doubles; more events than a double can count were never seen. */
    private static boolean isCount(long count) {
        return count >= 0 && count <= MOST;
    }

    void predicted(boolean holdout) {
        changed = true;
        predictions[side(holdout)]++;
    }

    /** Whether the version serves others than the holdout. */
    boolean hasChampion() {
        return predictions[CHAMPION] > 0;
    }

    void converted(boolean holdout) {
        changed = true;
        converted[side(holdout)]++;
    }

    void labelled(boolean holdout, Outcome outcome) {
        changed = true;
        double value = value(outcome);
        if (Double.isFinite(value)) {
            labelled[side(holdout)].add(0, value);
        }
    }

    /** Puts a corrected label in the place of the one that was counted. */
    void relabelled(boolean holdout, Outcome before, Outcome after) {
        changed = true;
        double value = value(before);
        if (Double.isFinite(value)) {
            labelled[side(holdout)].remove(0, value);
        }
        labelled(holdout, after);
    }

    private double value(Outcome outcome) {
        return regression ? Math.abs(outcome.error()) : outcome.right() ? 1 : 0;
    }

    /** The comparison by metric; nothing before the holdout's first event. */
    List<ScoreSnapshot.HoldoutScore> scores() {
        if (predictions[HOLDOUT] == 0) {
            return List.of();
        }
        // A look may lower the least p-value.
        changed = true;
        List<ScoreSnapshot.HoldoutScore> all = new ArrayList<>();
        all.add(quality.look(quality(CHAMPION), quality(HOLDOUT)));
        if (conversion) {
            all.add(conversions.look(conversions(CHAMPION), conversions(HOLDOUT)));
        }
        return all;
    }

    private Arm quality(int side) {
        MeanCounts counts = labelled[side].snapshot(0, 0);
        return regression
                ? Arm.ofMean(counts.samples(), counts.sum(0), counts.sumOfSquares(0))
                : Arm.ofRate((long) counts.sum(0), counts.samples());
    }

    private Arm conversions(int side) {
        return Arm.ofRate(converted[side], predictions[side]);
    }
}
