package io.watchbill.engine;

import io.watchbill.statistics.HoldoutComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Everything of a snapshot as text, in an order of its own, so that two can be compared. */
final class Described {
    private Described() {}

    static List<String> of(ScoreSnapshot snapshot) {
        List<String> all = new ArrayList<>();
        all.add("clock " + snapshot.clockMillis());
        for (ScoreSnapshot.Version version : snapshot.versions()) {
            all.add(version.version() + " requests " + version.requests() + " failed " + version.failures());
            all.add("latencies " + version.latency().count() + " "
                    + version.latency().sum());
            LabelCounts labels = version.labels();
            // Which of two labels of one prediction is the correction depends on which came first.
            all.add("labels " + labels.joined() + " again " + (labels.duplicate() + labels.relabelled()) + " orphan "
                    + labels.orphan() + " unlabelled " + labels.unlabelled());
            all.addAll(sorted(version.segments()));
            // The p-values of the holdout are the least of all looks.
            version.holdout()
                    .forEach(holdout -> all.add(holdout.metric() + " difference "
                            + holdout.difference().map(HoldoutComparison.Difference::value)));
            all.add("delays " + version.labelDelay().count() + " "
                    + version.labelDelay().sum());
            all.addAll(sorted(version.predictions()));
            all.addAll(sorted(version.labelled()));
            all.addAll(sorted(version.performance()));
            all.addAll(sorted(version.businessWindows()));
            for (ColumnCounts column : version.columns()) {
                StringBuilder bins = new StringBuilder(column.column().name());
                for (int bin = 0; bin < column.bins(); bin++) {
                    bins.append(' ').append(column.bin(bin));
                }
                all.add(bins + " missing " + column.missing() + " invalid " + column.invalid() + " unseen "
                        + column.unseen());
            }
            version.drift().forEach(window -> all.add(window.toString()));
        }
        return all;
    }

    private static TreeSet<String> sorted(List<?> values) {
        TreeSet<String> texts = new TreeSet<>();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }
}
