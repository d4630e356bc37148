package io.watchbill.engine;

/**
 * A batch that was read back, and what of it the plan does not know any more.
 *
 * @param rowsWithoutBins predictions with a value in a column that is gone or has other bins
 * @param columnsWithoutBins how many columns those were
 * @param answersKept whether the model still answers in the way in which it did; otherwise answers and labels are left out
 * @param scoresKept whether a binary score still speaks for the same class; otherwise it is left out
 */
public record StoredBatch(
        BinnedBatch batch, int rowsWithoutBins, int columnsWithoutBins, boolean answersKept, boolean scoresKept) {}
