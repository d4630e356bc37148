package io.watchbill.engine;

import io.watchbill.engine.decode.EventKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accepted events of one model with their values already in bins: all that the state ever sees of them, and no feature
 * value. Rows are of three shapes; texts such as classes and arms are numbers of a table, {@value #NO_TEXT}
 * where absent.
 *
 * <p>The arrays are the batch's own: written by the binner, read only from then on.
 */
public final class BinnedBatch {
    /** The number of no text. */
    static final int NO_TEXT = -1;

    /** The slot of a column that the row does not speak of. */
    static final char NO_SLOT = '\uffff';

    /** What the rows were binned by. */
    final ModelPlan plan;

    final ClockReading clock;
    final List<String> texts;
    final Predictions predictions;
    final Labels labels;
    final Outcomes outcomes;
    final long unknownFeatures;

    BinnedBatch(
            ModelPlan plan,
            ClockReading clock,
            List<String> texts,
            Predictions predictions,
            Labels labels,
            Outcomes outcomes,
            long unknownFeatures) {
        this.plan = plan;
        this.clock = clock;
        this.texts = List.copyOf(texts);
        this.predictions = predictions;
        this.labels = labels;
        this.outcomes = outcomes;
        this.unknownFeatures = unknownFeatures;
    }

    /** Without events: only the time. */
    static BinnedBatch beat(ModelPlan plan, ClockReading clock) {
        return new BinnedBatch(
                plan,
                clock,
                List.of(),
                new Predictions(
                        0,
                        plan.layout().features().size() + 2,
                        plan.layout().segments().size(),
                        Shares.NONE),
                new Labels(0),
                new Outcomes(0),
                0);
    }

    /** The model's name. */
    public String model() {
        return plan.name();
    }

    /** The model's clock once the batch was admitted. */
    public ClockReading clock() {
        return clock;
    }

    /** How many events. */
    public int rows() {
        return predictions.rows + labels.rows + outcomes.rows;
    }

    /** How many of them are predictions. */
    public int predictions() {
        return predictions.rows;
    }

    /** Whether anything in it is about predictions that came before. */
    public boolean mayJoin() {
        return labels.rows > 0 || outcomes.rows > 0;
    }

    /** The text of that number; null for {@link #NO_TEXT}. */
    static @Nullable String text(BinnedBatch batch, int number) {
        return number == NO_TEXT ? null : batch.texts.get(number);
    }

    /** The scores that a classifier gave each class, row after row. */
    static final class Shares {
        static final Shares NONE = new Shares(0, 0);

        final int[] ends;
        final int[] classes;
        final double[] values;

        Shares(int rows, int all) {
            ends = new int[rows];
            classes = new int[all];
            values = new double[all];
        }

        int start(int row) {
            return row == 0 ? 0 : ends[row - 1];
        }
    }

    /**
     * Rows of predictions; {@code slots} by column, then by row; {@code segments} by segment, then by row; {@code
     * shares} only where a model chooses among several classes.
     */
    static final class Predictions {
        final int rows;
        final long[] times;
        final int[] versions;
        final boolean[] withIds;
        final long[] idHighs;
        final long[] idLows;
        final boolean[] failures;
        final int[] arms;
        final int[] runs;
        final int[] answers;
        final double[] answerNumbers;
        final double[] scores;
        final double[] confidences;
        final double[] latencies;
        final char[][] slots;
        final int[][] segments;
        final Shares shares;

        Predictions(int rows, int columns, int segmentCount, Shares shares) {
            this.rows = rows;
            times = new long[rows];
            versions = new int[rows];
            withIds = new boolean[rows];
            idHighs = new long[rows];
            idLows = new long[rows];
            failures = new boolean[rows];
            arms = new int[rows];
            runs = new int[rows];
            answers = new int[rows];
            answerNumbers = new double[rows];
            scores = new double[rows];
            confidences = new double[rows];
            latencies = new double[rows];
            slots = new char[columns][rows];
            segments = new int[segmentCount][rows];
            this.shares = shares;
        }

        private Predictions(Predictions other, Shares shares) {
            rows = other.rows;
            times = other.times;
            versions = other.versions;
            withIds = other.withIds;
            idHighs = other.idHighs;
            idLows = other.idLows;
            failures = other.failures;
            arms = other.arms;
            runs = other.runs;
            answers = other.answers;
            answerNumbers = other.answerNumbers;
            scores = other.scores;
            confidences = other.confidences;
            latencies = other.latencies;
            slots = other.slots;
            segments = other.segments;
            this.shares = shares;
        }

        /** The same rows, over the same arrays, with these shares. */
        Predictions with(Shares newShares) {
            return new Predictions(this, newShares);
        }
    }

    /** Rows of labels. */
    static final class Labels {
        final int rows;
        final long[] times;
        final long[] predictionTimes;
        final int[] versions;
        final long[] idHighs;
        final long[] idLows;
        final int[] answers;
        final double[] answerNumbers;

        Labels(int rows) {
            this.rows = rows;
            times = new long[rows];
            predictionTimes = new long[rows];
            versions = new int[rows];
            idHighs = new long[rows];
            idLows = new long[rows];
            answers = new int[rows];
            answerNumbers = new double[rows];
        }
    }

    /** Rows of all other kinds: what became of predictions. */
    static final class Outcomes {
        final int rows;
        final EventKind[] kinds;
        final long[] times;
        final int[] versions;
        final boolean[] withIds;
        final long[] idHighs;
        final long[] idLows;
        final int[] arms;
        final int[] subjects;
        final int[] details;
        final double[] values;

        Outcomes(int rows) {
            this.rows = rows;
            kinds = new EventKind[rows];
            times = new long[rows];
            versions = new int[rows];
            withIds = new boolean[rows];
            idHighs = new long[rows];
            idLows = new long[rows];
            arms = new int[rows];
            subjects = new int[rows];
            details = new int[rows];
            values = new double[rows];
        }
    }
}
