package io.watchbill.engine;

import static io.watchbill.engine.BinnedBatch.NO_SLOT;
import static io.watchbill.engine.BinnedBatch.NO_TEXT;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.EventKind;
import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the values of decoded events into the bins of their version's reference. Pure. */
public final class Binner {
    private final ModelPlan plan;

    public Binner(ModelPlan plan) {
        this.plan = plan;
    }

    /**
     * Bins the admitted rows.
     *
     * @param admission which rows are taken, and when they happened
     */
    public BinnedBatch bin(DecodedBatch batch, Admission admission) {
        int[] predictionRows = new int[batch.rows()];
        int predictions = 0;
        int labels = 0;
        int outcomes = 0;
        for (int row = 0; row < batch.rows(); row++) {
            if (admission.accepted(row)) {
                switch (batch.kind(row)) {
                    case PREDICTION -> predictionRows[predictions++] = row;
                    case LABEL -> labels++;
                    case SCORE, BUSINESS, FEEDBACK, DOWNSTREAM, RUN -> outcomes++;
                }
            }
        }
        BatchTexts texts = new BatchTexts();
        BinnedBatch.Predictions binned = predictions(batch, admission, predictionRows, predictions, texts);
        BinnedBatch.Labels labelled = new BinnedBatch.Labels(labels);
        BinnedBatch.Outcomes rest = new BinnedBatch.Outcomes(outcomes);
        for (int row = batch.rows() - 1; row >= 0; row--) {
            if (admission.accepted(row) && batch.kind(row) == EventKind.LABEL) {
                label(batch, admission, row, labelled, --labels, texts);
            } else if (admission.accepted(row) && batch.kind(row) != EventKind.PREDICTION) {
                outcome(batch, admission, row, rest, --outcomes, texts);
            }
        }
        return new BinnedBatch(plan, admission.clock(), texts.all(), binned, labelled, rest, batch.unknownFeatures());
    }

    private BinnedBatch.Predictions predictions(
            DecodedBatch batch, Admission admission, int[] rows, int count, BatchTexts texts) {
        int features = plan.layout().features().size();
        PredictionDetails details = new PredictionDetails(plan, batch, rows, count, texts);
        BinnedBatch.Predictions to = new BinnedBatch.Predictions(
                count, features + 2, plan.layout().segments().size(), details.shares());
        VersionPlan[] versions = new VersionPlan[count];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            to.times[i] = admission.time(row);
            String version = version(batch, row);
            to.versions[i] = texts.number(version);
            versions[i] = i > 0 && to.versions[i] == to.versions[i - 1] ? versions[i - 1] : plan.version(version);
            to.withIds[i] = batch.hasId(row);
            to.idHighs[i] = batch.idHigh(row);
            to.idLows[i] = batch.idLow(row);
            to.failures[i] = batch.failed(row);
            to.arms[i] = texts.number(batch.arm(row));
            to.runs[i] = texts.number(batch.subject(row));
            to.answers[i] = DecodedBatch.INVALID.equals(batch.answer(row)) ? NO_TEXT : texts.number(batch.answer(row));
            to.answerNumbers[i] = batch.answerNumber(row);
            to.confidences[i] = batch.confidence(row);
            to.latencies[i] = batch.latencyMillis(row);
        }
        for (int column = 0; column < features; column++) {
            if (plan.layout().features().get(column).numeric()) {
                numbers(batch.numbers(column), rows, versions, column, to.slots[column]);
            } else {
                texts(batch.texts(column), rows, versions, column, to.slots[column]);
            }
        }
        answers(batch, rows, versions, to);
        details.fill(to);
        return to;
    }

    private static void numbers(double[] values, int[] rows, VersionPlan[] versions, int column, char[] slots) {
        for (int from = 0, to; from < versions.length; from = to) {
            VersionPlan.Column plan = versions[from].columns().get(column);
            to = from;
            while (to < versions.length && versions[to] == versions[from]) {
                to++;
            }
            NumericReference reference = plan.reference() instanceof NumericReference numeric ? numeric : null;
            if (reference != null) {
                reference.binsOf(values, rows, from, to, slots);
            }
            for (int i = from; i < to; i++) {
                double value = values[rows[i]];
                if (reference == null || Double.isNaN(value)) {
                    slots[i] = slot(plan, value);
                }
            }
        }
    }

    private static void texts(@Nullable String[] values, int[] rows, VersionPlan[] versions, int column, char[] slots) {
        for (int from = 0, to; from < versions.length; from = to) {
            VersionPlan.Column plan = versions[from].columns().get(column);
            for (to = from; to < versions.length && versions[to] == versions[from]; to++) {
                slots[to] = slot(plan, values[rows[to]]);
            }
        }
    }

    /** A request that failed has no answer: nothing is missing. */
    private void answers(DecodedBatch batch, int[] rows, VersionPlan[] versions, BinnedBatch.Predictions to) {
        int prediction = plan.layout().features().size();
        int confidence = prediction + 1;
        Arrays.fill(to.slots[prediction], NO_SLOT);
        Arrays.fill(to.slots[confidence], NO_SLOT);
        for (int i = 0; i < versions.length; i++) {
            if (!to.failures[i]) {
                List<VersionPlan.Column> columns = versions[i].columns();
                VersionPlan.Column answer = columns.get(prediction);
                to.slots[prediction][i] = answer.numeric()
                        ? slot(answer, batch.answerNumber(rows[i]))
                        : slot(answer, batch.answer(rows[i]));
                to.slots[confidence][i] = slot(columns.get(confidence), batch.confidence(rows[i]));
            }
        }
    }

    private static char slot(VersionPlan.Column column, double value) {
        if (Double.isFinite(value)) {
            ColumnReference reference = column.reference();
            return reference instanceof NumericReference numeric ? (char) numeric.binOf(value) : VersionPlan.THERE;
        }
        return (char) (Double.isNaN(value) ? column.missingSlot() : column.invalidSlot());
    }

    private static char slot(VersionPlan.Column column, @Nullable String value) {
        if (value == null) {
            return (char) column.missingSlot();
        }
        if (value.equals(DecodedBatch.INVALID)) {
            return (char) column.invalidSlot();
        }
        ColumnReference reference = column.reference();
        return reference instanceof CategoricalReference categorical
                ? (char) categorical.binOf(value)
                : VersionPlan.THERE;
    }

    private static void label(
            DecodedBatch batch, Admission admission, int row, BinnedBatch.Labels to, int at, BatchTexts texts) {
        to.times[at] = admission.time(row);
        to.predictionTimes[at] = batch.predictionTime(row);
        to.versions[at] = texts.number(batch.version(row));
        to.idHighs[at] = batch.idHigh(row);
        to.idLows[at] = batch.idLow(row);
        to.answers[at] = texts.number(batch.answer(row));
        to.answerNumbers[at] = batch.answerNumber(row);
    }

    private static void outcome(
            DecodedBatch batch, Admission admission, int row, BinnedBatch.Outcomes to, int at, BatchTexts texts) {
        to.kinds[at] = batch.kind(row);
        to.times[at] = admission.time(row);
        to.versions[at] = texts.number(batch.version(row));
        to.withIds[at] = batch.hasId(row);
        to.idHighs[at] = batch.idHigh(row);
        to.idLows[at] = batch.idLow(row);
        to.arms[at] = texts.number(batch.arm(row));
        to.subjects[at] = texts.number(batch.subject(row));
        to.details[at] = texts.number(batch.detail(row));
        to.values[at] = batch.value(row);
    }

    private static String version(DecodedBatch batch, int row) {
        String version = batch.version(row);
        return version == null ? ModelPlan.DEFAULT_VERSION : version;
    }
}
