package io.watchbill.engine;

/** A batch's predictions with their texts as numbers of names; by row, the segments by segment before that. */
final class PredictionRows {
    final int[] versions;
    final int[] classes;
    final int[] arms;
    final int[][] segments;

    /** The version that a row of the holdout is compared with. */
    final int[] opponents;

    PredictionRows(BinnedBatch batch, ModelNames names) {
        BinnedBatch.Predictions from = batch.predictions;
        versions = numbers(from.versions, new BatchNumbers(batch, names.versions, ModelPlan.DEFAULT_VERSION));
        classes = numbers(from.answers, new BatchNumbers(batch, names.classes, ""));
        arms = numbers(from.arms, new BatchNumbers(batch, names.arms, ""));
        segments = new int[from.segments.length][];
        for (int segment = 0; segment < segments.length; segment++) {
            segments[segment] =
                    numbers(from.segments[segment], new BatchNumbers(batch, names.segments.get(segment), ""));
        }
        opponents = new int[from.rows];
    }

    private static int[] numbers(int[] texts, BatchNumbers numbers) {
        int[] all = new int[texts.length];
        for (int row = 0; row < all.length; row++) {
            all[row] = numbers.of(texts[row]);
        }
        return all;
    }
}
