package io.watchbill.engine;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version's traffic by segment and value. Not thread-safe. */
final class SegmentStates {
    private final ModelPlan model;
    private final VersionPlan version;
    private final ModelNames names;
    private final List<List<@Nullable Traffic>> segments = new ArrayList<>();

    SegmentStates(ModelPlan model, VersionPlan version, ModelNames names) {
        this.model = model;
        this.version = version;
        this.names = names;
        names.segments.forEach(segment -> segments.add(new ArrayList<>()));
    }

    /** Counts predictions, as {@link Traffic#predicted}. */
    void predicted(BinnedBatch.Predictions from, int[] rows, int count, PredictionRows numbers) {
        for (int segment = 0; segment < segments.size(); segment++) {
            int[] values = numbers.segments[segment];
            boolean[] done = new boolean[names.segments.get(segment).size()];
            int[] part = new int[count];
            for (int i = 0; i < count; i++) {
                int value = values[rows[i]];
                if (!done[value]) {
                    done[value] = true;
                    int size = 0;
                    for (int j = i; j < count; j++) {
                        if (values[rows[j]] == value) {
                            part[size++] = rows[j];
                        }
                    }
                    traffic(segment, value).predicted(from, Arrays.copyOf(part, size), size, numbers);
                }
            }
        }
    }

    void labelled(Joined label) {
        for (int segment = 0; segment < segments.size(); segment++) {
            traffic(segment, label.segment(segment)).labelled(label);
        }
    }

    void relabelled(Joined label, Outcome before) {
        for (int segment = 0; segment < segments.size(); segment++) {
            traffic(segment, label.segment(segment)).relabelled(label, before);
        }
    }

    private Traffic traffic(int segment, int value) {
        List<@Nullable Traffic> values = segments.get(segment);
        while (values.size() <= value) {
            values.add(null);
        }
        Traffic traffic = values.get(value);
        if (traffic == null) {
            traffic = new Traffic(model, version, names, false);
            values.set(value, traffic);
        }
        return traffic;
    }

    /** The counts of one value of a segment. */
    record Totals(String segment, String value, TrafficTotals traffic) {}

    /** Copies, as {@link Traffic#totals}. */
    List<Totals> totals(long clock, int classes) {
        List<Totals> all = new ArrayList<>();
        for (int segment = 0; segment < segments.size(); segment++) {
            for (int value = 0; value < segments.get(segment).size(); value++) {
                Traffic traffic = segments.get(segment).get(value);
                if (traffic != null) {
                    all.add(new Totals(
                            model.model().segments().get(segment).name(),
                            names.segments.get(segment).name(value),
                            traffic.totals(clock, classes)));
                }
            }
        }
        return all;
    }

    private String name(int segment) {
        return model.model().segments().get(segment).name();
    }

    /** Puts what changed. */
    void save(PartSink to) {
        for (int segment = 0; segment < segments.size(); segment++) {
            List<@Nullable Traffic> values = segments.get(segment);
            for (int value = 0; value < values.size(); value++) {
                Traffic traffic = values.get(value);
                if (traffic != null) {
                    traffic.save(to.in(StateSteps.SEGMENT, name(segment)).in(StateSteps.VALUE, String.valueOf(value)));
                }
            }
        }
    }

    /** Writes which values have traffic. */
    void write(StateWriter to) {
        to.varint(segments.size());
        for (int segment = 0; segment < segments.size(); segment++) {
            List<@Nullable Traffic> values = segments.get(segment);
            boolean[] there = new boolean[values.size()];
            for (int value = 0; value < there.length; value++) {
                there[value] = values.get(value) != null;
            }
            to.text(name(segment));
            to.varint(there.length);
            to.flags(there);
        }
    }

    /** Takes over the values that {@link #write} wrote, each with its parts. */
    void restore(StateReader written, Restoring from) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int segment = 0; segment < segments.size(); segment++) {
            numbers.put(name(segment), segment);
        }
        int count = written.count(2);
        for (int i = 0; i < count; i++) {
            String name = written.text();
            Integer segment = numbers.get(name);
            int limit = segment == null
                    ? Character.MAX_VALUE
                    : names.segments.get(segment).size();
            boolean[] there = new boolean[written.below(limit + 1L)];
            written.flags(there);
            for (int value = 0; segment != null && value < there.length; value++) {
                if (there[value]) {
                    traffic(segment, value)
                            .restore(from.in(StateSteps.SEGMENT, name).in(StateSteps.VALUE, String.valueOf(value)));
                }
            }
        }
    }

    long bytesHeld() {
        long bytes = 0;
        for (List<@Nullable Traffic> values : segments) {
            for (Traffic traffic : values) {
                bytes += traffic == null ? 0 : traffic.bytesHeld();
            }
        }
        return bytes;
    }
}
