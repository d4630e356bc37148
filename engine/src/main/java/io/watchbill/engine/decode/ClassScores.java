package io.watchbill.engine.decode;

import java.util.Arrays;

/** What score each row gave each class, row after row. Part of a {@link DecodedBatch}, and as short-lived. */
public final class ClassScores {
    private String[] classes = new String[0];
    private double[] scores = new double[0];
    private int[] ends = new int[0];
    private int size;

    ClassScores() {}

    /** Clears a row; what a row that was given up had written is written over. */
    void open(int row) {
        if (row >= ends.length) {
            ends = Arrays.copyOf(ends, Math.max(128, 2 * row));
        }
        size = start(row);
        ends[row] = size;
    }

    void add(int row, String ofClass, double score) {
        if (size == scores.length) {
            int more = Math.max(128, 2 * size);
            classes = Arrays.copyOf(classes, more);
            scores = Arrays.copyOf(scores, more);
        }
        classes[size] = ofClass;
        scores[size++] = score;
        ends[row] = size;
    }

    /** Where the row's scores start. */
    public int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Where they end; the same place without any. */
    public int end(int row) {
        return ends[row];
    }

    /** The class at a place. */
    public String classAt(int at) {
        return classes[at];
    }

    /** The score at a place; may be no number from 0 to 1. */
    public double scoreAt(int at) {
        return scores[at];
    }
}
