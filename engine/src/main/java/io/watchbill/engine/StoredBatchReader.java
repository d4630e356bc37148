package io.watchbill.engine;

import static io.watchbill.engine.BinnedBatch.NO_TEXT;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.EventLayout;
import io.watchbill.statistics.state.StateReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one batch, and checks every number that something else is looked up by. Not thread-safe. */
final class StoredBatchReader {
    private final ModelPlan plan;
    private final StateReader from;
    private final List<String> texts = new ArrayList<>();
    private boolean answersKept;
    private boolean scoresKept;
    private int rowsWithoutBins;
    private int columnsWithoutBins;

    StoredBatchReader(ModelPlan plan, StateReader from) {
        this.plan = plan;
        this.from = from;
    }

    StoredBatch read() {
        answersKept = BatchCodec.ANSWERS.get(from.below(BatchCodec.ANSWERS.size()))
                == plan.layout().answer();
        scoresKept = from.whole() == plan.scoreFingerprint();
        ClockReading clock = clock();
        long unknownFeatures = from.counted();
        int count = from.count(1);
        for (int i = 0; i < count; i++) {
            texts.add(from.text());
        }
        int predictions = from.below(DecodedBatch.MOST_ROWS + 1L);
        int labels = from.below(DecodedBatch.MOST_ROWS + 1L - predictions);
        int outcomes = from.below(DecodedBatch.MOST_ROWS + 1L - predictions - labels);
        BinnedBatch.Predictions predicted = predictions == 0
                ? new BinnedBatch.Predictions(0, columns(), segments().size(), BinnedBatch.Shares.NONE)
                : predictions(predictions);
        BinnedBatch.Labels labelled = labels(labels);
        BinnedBatch batch = new BinnedBatch(
                plan,
                clock,
                texts,
                predicted,
                answersKept ? labelled : new BinnedBatch.Labels(0),
                outcomes(outcomes),
                unknownFeatures);
        return new StoredBatch(batch, rowsWithoutBins, columnsWithoutBins, answersKept, scoresKept);
    }

    private int columns() {
        return plan.layout().features().size() + 2;
    }

    private List<String> segments() {
        return plan.layout().segments();
    }

    private ClockReading clock() {
        if (from.flag()) {
            return ClockReading.UNSET;
        }
        long newest = from.signed();
        return new ClockReading(newest + from.signed(), newest, newest + from.signed());
    }

    private BinnedBatch.Predictions predictions(int rows) {
        int[] versions = new int[rows];
        texts(versions, 0);
        StoredColumns columns = new StoredColumns(plan, from, texts, versions);
        BinnedBatch.Predictions head =
                new BinnedBatch.Predictions(rows, columns(), segments().size(), BinnedBatch.Shares.NONE);
        System.arraycopy(versions, 0, head.versions, 0, rows);
        from.longs(head.times);
        from.flags(head.withIds);
        from.longs(head.idHighs);
        from.longs(head.idLows);
        from.flags(head.failures);
        texts(head.arms, NO_TEXT);
        texts(head.runs, NO_TEXT);
        texts(head.answers, NO_TEXT);
        from.doubles(head.answerNumbers);
        from.doubles(head.scores);
        from.doubles(head.confidences);
        from.doubles(head.latencies);
        requireShares(head.scores);
        columns.read(head.slots);
        rowsWithoutBins = columns.rowsWithoutBins();
        columnsWithoutBins = columns.columnsWithoutBins();
        readSegments(head);
        BinnedBatch.Shares shares = shares(rows);
        if (!scoresKept) {
            Arrays.fill(head.scores, Double.NaN);
        }
        if (!answersKept) {
            Arrays.fill(head.withIds, false);
            Arrays.fill(head.answers, NO_TEXT);
            Arrays.fill(head.answerNumbers, Double.NaN);
        }
        return head.with(shares);
    }

    private void requireShares(double[] scores) {
        for (double score : scores) {
            from.require(Double.isNaN(score) || (score >= 0 && score <= 1), "scores from 0 to 1");
        }
    }

    private void readSegments(BinnedBatch.Predictions to) {
        for (int[] values : to.segments) {
            Arrays.fill(values, NO_TEXT);
        }
        int stored = from.count(2);
        for (int i = 0; i < stored; i++) {
            int segment = segments().indexOf(from.text());
            if (segment < 0) {
                from.skipInts(to.rows);
            } else {
                texts(to.segments[segment], NO_TEXT);
            }
        }
    }

    /** A classifier of several classes has an end for every row, whether there are shares or not. */
    private BinnedBatch.Shares shares(int rows) {
        boolean several = plan.layout().answer() == EventLayout.Answer.CLASS;
        BinnedBatch.Shares none = several ? new BinnedBatch.Shares(rows, 0) : BinnedBatch.Shares.NONE;
        if (!from.flag()) {
            return none;
        }
        int[] ends = new int[rows];
        from.ints(ends);
        int before = 0;
        for (int end : ends) {
            from.require(end >= before && end - before <= ShareRing.MOST, "ends of scores that ascend");
            before = end;
        }
        BinnedBatch.Shares shares = new BinnedBatch.Shares(rows, before);
        System.arraycopy(ends, 0, shares.ends, 0, rows);
        texts(shares.classes, 0);
        from.doubles(shares.values);
        for (double value : shares.values) {
            from.require(value >= 0 && value <= 1, "scores from 0 to 1");
        }
        return answersKept && several ? shares : none;
    }

    private BinnedBatch.Labels labels(int rows) {
        BinnedBatch.Labels to = new BinnedBatch.Labels(rows);
        from.longs(to.times);
        from.longs(to.predictionTimes);
        texts(to.versions, NO_TEXT);
        from.longs(to.idHighs);
        from.longs(to.idLows);
        texts(to.answers, NO_TEXT);
        from.doubles(to.answerNumbers);
        return to;
    }

    private BinnedBatch.Outcomes outcomes(int rows) {
        BinnedBatch.Outcomes to = new BinnedBatch.Outcomes(rows);
        int[] kinds = new int[rows];
        from.ints(kinds);
        for (int row = 0; row < rows; row++) {
            from.require(
                    kinds[row] >= 0 && kinds[row] < BatchCodec.KINDS.size(),
                    "the kind of what became of a prediction instead of " + kinds[row]);
            to.kinds[row] = BatchCodec.KINDS.get(kinds[row]);
        }
        from.longs(to.times);
        texts(to.versions, NO_TEXT);
        from.flags(to.withIds);
        from.longs(to.idHighs);
        from.longs(to.idLows);
        texts(to.arms, NO_TEXT);
        texts(to.subjects, NO_TEXT);
        texts(to.details, NO_TEXT);
        from.doubles(to.values);
        return to;
    }

    /** Reads numbers of texts. */
    private void texts(int[] numbers, int least) {
        from.ints(numbers);
        for (int number : numbers) {
            from.require(number >= least && number < texts.size(), "the number of a text instead of " + number);
        }
    }
}
