package io.watchbill.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Fits a calibration by pooling adjacent violators: a block of neighbouring confidences in which fewer are right than in
 * the block before is joined with it. Rows come in ascending order of confidence, so that only blocks are kept.
 *
 * <p>The fit is exact while it has at most {@value #MOST_BLOCKS} blocks. Of more, neighbours are joined until each holds
 * its part of the rows, one in {@value #MOST_BLOCKS}; that keeps the order, and the mean probability.
 */
public final class IsotonicCalibrationBuilder {
    /** Every block has two breakpoints at most, its first and its last confidence. */
    private static final int MOST_BLOCKS = IsotonicCalibration.MAXIMUM_BREAKPOINTS / 2;

    private record Block(double first, double last, long right, long rows) {
        double share() {
            return (double) right / rows;
        }

        Block with(Block next) {
            return new Block(first, next.last, right + next.right, rows + next.rows);
        }
    }

    private final List<Block> blocks = new ArrayList<>();
    private double last = Double.NEGATIVE_INFINITY;
    private long samples;

    /**
     * Adds rows of one confidence.
     *
     * @param confidence from 0 to 1, above that of the call before
     * @param right rows whose prediction was right
     * @param wrong the other rows
     */
    public IsotonicCalibrationBuilder add(double confidence, long right, long wrong) {
        if (!(confidence >= 0 && confidence <= 1) || confidence <= last || right < 0 || wrong < 0) {
            throw new IllegalArgumentException("confidences must ascend from 0 to 1 with rows of at least 0, not "
                    + confidence + " with " + right + " and " + wrong);
        }
        if (right + wrong == 0) {
            return this;
        }
        last = confidence;
        samples += right + wrong;
        Block block = new Block(confidence, confidence, right, right + wrong);
        while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).share() >= block.share()) {
            block = blocks.remove(blocks.size() - 1).with(block);
        }
        blocks.add(block);
        return this;
    }

    /** Rows that were added. */
    public long samples() {
        return samples;
    }

    /**
     * The calibration.
     *
     * @throws IllegalStateException without any row
     */
    public IsotonicCalibration build() {
        if (samples == 0) {
            throw new IllegalStateException("a calibration needs at least one row");
        }
        List<Block> kept = blocks.size() <= MOST_BLOCKS ? blocks : joined();
        int points = kept.stream().mapToInt(b -> b.first() < b.last() ? 2 : 1).sum();
        double[] confidences = new double[points];
        double[] probabilities = new double[points];
        int at = 0;
        for (Block block : kept) {
            confidences[at] = block.first();
            probabilities[at++] = block.share();
            if (block.first() < block.last()) {
                confidences[at] = block.last();
                probabilities[at++] = block.share();
            }
        }
        return new IsotonicCalibration(samples, confidences, probabilities);
    }

    private List<Block> joined() {
        List<Block> joined = new ArrayList<>();
        long enough = (samples + MOST_BLOCKS - 1) / MOST_BLOCKS;
        for (Block block : blocks) {
            int end = joined.size() - 1;
            if (end >= 0 && joined.get(end).rows() < enough) {
                joined.set(end, joined.get(end).with(block));
            } else {
                joined.add(block);
            }
        }
        return joined;
    }
}
