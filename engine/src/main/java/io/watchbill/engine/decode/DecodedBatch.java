package io.watchbill.engine.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events of one model in line order, by column. Lives only between decoding and binning: it is the one place that holds
 * feature values.
 *
 * <p>Invariants:
 * <ol>
 *   <li>Every array has at least {@link #rows()} entries; entries from there on mean nothing.
 *   <li>A number that is missing is NaN, one that is present and unusable is +Infinity; both are never values, because
 *       values are finite.
 *   <li>A text that is missing is null, one that is unusable is {@link #INVALID}.
 * </ol>
 *
 * <p>Not thread-safe.
 */
public final class DecodedBatch {
    /** So many rows at most, so that no array becomes a humongous object of the garbage collector. */
    public static final int MOST_ROWS = 8_192;

    /** Stands for a text that cannot be used: U+FFFF is a noncharacter, which no interchange text holds. */
    public static final String INVALID = "\uffff";

    /** The time of a row that had none. */
    public static final long NO_TIME = Timestamps.NONE;

    private static final int FIRST_ROWS = 128;

    private final EventLayout layout;
    private int rows;
    private int unknownFeatures;

    EventKind[] kinds = new EventKind[FIRST_ROWS];
    int[] lines = new int[FIRST_ROWS];
    long[] times = new long[FIRST_ROWS];
    long[] predictionTimes = new long[FIRST_ROWS];
    long[] idHighs = new long[FIRST_ROWS];
    long[] idLows = new long[FIRST_ROWS];
    boolean[] withIds = new boolean[FIRST_ROWS];
    boolean[] failures = new boolean[FIRST_ROWS];

    @Nullable
    String[] versions = new @Nullable String[FIRST_ROWS];

    @Nullable
    String[] arms = new @Nullable String[FIRST_ROWS];

    @Nullable
    String[] answers = new @Nullable String[FIRST_ROWS];

    @Nullable
    String[] subjects = new @Nullable String[FIRST_ROWS];

    @Nullable
    String[] details = new @Nullable String[FIRST_ROWS];

    double[] answerNumbers = new double[FIRST_ROWS];
    double[] scores = new double[FIRST_ROWS];
    double[] confidences = new double[FIRST_ROWS];
    double[] values = new double[FIRST_ROWS];
    double[] latencies = new double[FIRST_ROWS];
    final double[][] numbers;
    final @Nullable String[][] texts;
    final @Nullable String[][] segments;
    final FeatureOrder order;
    private final ClassScores classScores = new ClassScores();

    DecodedBatch(EventLayout layout) {
        this.layout = layout;
        this.order = new FeatureOrder(layout);
        int columns = layout.features().size();
        numbers = new double[columns][];
        texts = new @Nullable String[columns][];
        segments = new @Nullable String[layout.segments().size()][FIRST_ROWS];
        for (int column = 0; column < columns; column++) {
            numbers[column] = new double[layout.numeric(column) ? FIRST_ROWS : 0];
            texts[column] = new @Nullable String[layout.numeric(column) ? 0 : FIRST_ROWS];
        }
    }

    /** The model these events belong to. */
    public EventLayout layout() {
        return layout;
    }

    /** How many events. */
    public int rows() {
        return rows;
    }

    /** What the row reports. */
    public EventKind kind(int row) {
        return kinds[row];
    }

    /** The row's line in the body, from 1. */
    public int line(int row) {
        return lines[row];
    }

    /** Milliseconds since 1970, or {@link #NO_TIME}. */
    public long time(int row) {
        return times[row];
    }

    /** When the prediction that a label belongs to was made, or {@link #NO_TIME}. */
    public long predictionTime(int row) {
        return predictionTimes[row];
    }

    /** Whether the line had an id. */
    public boolean hasId(int row) {
        return withIds[row];
    }

    /** The high half of the id's keyed hash. */
    public long idHigh(int row) {
        return idHighs[row];
    }

    /** The low half of the id's keyed hash. */
    public long idLow(int row) {
        return idLows[row];
    }

    /** Whether a prediction's {@code outcome} was {@code error}. */
    public boolean failed(int row) {
        return failures[row];
    }

    /** The model's version, if the line named it. */
    public @Nullable String version(int row) {
        return versions[row];
    }

    /** The arm of an experiment. */
    public @Nullable String arm(int row) {
        return arms[row];
    }

    /** The predicted class, or the true one in a label; null in a regression. */
    public @Nullable String answer(int row) {
        return answers[row];
    }

    /** The predicted number, or the true one in a label; NaN in a classification. */
    public double answerNumber(int row) {
        return answerNumbers[row];
    }

    /** The model's score of the positive class. */
    public double score(int row) {
        return scores[row];
    }

    /** The model's confidence in its answer: as sent, else the larger side of the score. */
    public double confidence(int row) {
        return confidences[row];
    }

    /** Milliseconds the prediction took, or NaN. */
    public double latencyMillis(int row) {
        return latencies[row];
    }

    /** What a line is about: name, event, rating, consumer or run; of a prediction, the run that it belongs to. */
    public @Nullable String subject(int row) {
        return subjects[row];
    }

    /** A business event's unit, a downstream effect's outcome, a run's status. */
    public @Nullable String detail(int row) {
        return details[row];
    }

    /** A score's or business event's value, a run's rows; NaN where absent. */
    public double value(int row) {
        return values[row];
    }

    /** A numeric column's values, one a row. The array is the batch's own: read only. */
    public double[] numbers(int column) {
        return numbers[column];
    }

    /** A categorical column's values, one a row. The array is the batch's own: read only. */
    public @Nullable String[] texts(int column) {
        return texts[column];
    }

    /** A segment's values, one a row, null where absent. The array is the batch's own: read only. */
    public @Nullable String[] segments(int segment) {
        return segments[segment];
    }

    /** The scores that predictions gave each class; none in a regression. */
    public ClassScores classScores() {
        return classScores;
    }

    /** Whether every line had an id. */
    public boolean allWithIds() {
        for (int row = 0; row < rows; row++) {
            if (!withIds[row]) {
                return false;
            }
        }
        return true;
    }

    /** How many values came for features that the model does not declare. */
    public int unknownFeatures() {
        return unknownFeatures;
    }

    /** Clears the next row; it counts only after {@link #commit}. */
    int open(int line, EventKind kind) {
        if (rows == kinds.length) {
            grow(Math.min(2 * rows, MOST_ROWS));
        }
        int row = rows;
        kinds[row] = kind;
        lines[row] = line;
        times[row] = NO_TIME;
        predictionTimes[row] = NO_TIME;
        withIds[row] = false;
        failures[row] = false;
        versions[row] = null;
        arms[row] = null;
        answers[row] = null;
        subjects[row] = null;
        details[row] = null;
        answerNumbers[row] = Double.NaN;
        scores[row] = Double.NaN;
        confidences[row] = Double.NaN;
        values[row] = Double.NaN;
        latencies[row] = Double.NaN;
        for (int column = 0; column < numbers.length; column++) {
            if (layout.numeric(column)) {
                numbers[column][row] = Double.NaN;
            } else {
                texts[column][row] = null;
            }
        }
        for (@Nullable String[] segment : segments) {
            segment[row] = null;
        }
        classScores.open(row);
        return row;
    }

    void commit(int unknown) {
        rows++;
        unknownFeatures += unknown;
    }

    boolean full() {
        return rows == MOST_ROWS;
    }

    private void grow(int size) {
        kinds = Arrays.copyOf(kinds, size);
        lines = Arrays.copyOf(lines, size);
        times = Arrays.copyOf(times, size);
        predictionTimes = Arrays.copyOf(predictionTimes, size);
        idHighs = Arrays.copyOf(idHighs, size);
        idLows = Arrays.copyOf(idLows, size);
        withIds = Arrays.copyOf(withIds, size);
        failures = Arrays.copyOf(failures, size);
        versions = Arrays.copyOf(versions, size);
        arms = Arrays.copyOf(arms, size);
        answers = Arrays.copyOf(answers, size);
        subjects = Arrays.copyOf(subjects, size);
        details = Arrays.copyOf(details, size);
        answerNumbers = Arrays.copyOf(answerNumbers, size);
        scores = Arrays.copyOf(scores, size);
        confidences = Arrays.copyOf(confidences, size);
        values = Arrays.copyOf(values, size);
        latencies = Arrays.copyOf(latencies, size);
        for (int segment = 0; segment < segments.length; segment++) {
            segments[segment] = Arrays.copyOf(segments[segment], size);
        }
        for (int column = 0; column < numbers.length; column++) {
            if (layout.numeric(column)) {
                numbers[column] = Arrays.copyOf(numbers[column], size);
            } else {
                texts[column] = Arrays.copyOf(texts[column], size);
            }
        }
    }
}
