package io.watchbill.rules.proof;

import io.watchbill.rules.format.InputSeries;
import io.watchbill.spec.catalogue.Stimulus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series that is quiet at first, then loud, then quiet again.
 *
 * @param quiet its level (a gauge), what it adds a second (a counter), or how many seconds it is ago (an instant), on the quiet side
 *     of the threshold
 * @param loud the same on the loud side
 */
record StimulatedSeries(
        String name, Map<String, String> labels, Stimulus.Shape shape, BigDecimal quiet, BigDecimal loud) {

    private static final String QUIET = "quiet:9100";

    StimulatedSeries {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** A gauge. */
    static StimulatedSeries gauge(String name, Map<String, String> labels, BigDecimal quiet, BigDecimal loud) {
        return new StimulatedSeries(name, labels, Stimulus.Shape.GAUGE, quiet, loud);
    }

    /** Whether it is the series of another replica beside the one that a test moves. */
    boolean isOfOtherReplica() {
        return QUIET.equals(labels.get("instance"));
    }

    /** The same of another replica, which is always quiet: the worst replica decides, not the best. */
    StimulatedSeries ofQuietReplica() {
        Map<String, String> other = new LinkedHashMap<>(labels);
        other.put("instance", QUIET);
        return new StimulatedSeries(name, other, shape, quiet, quiet);
    }

    /** The same of another replica, which is always loud: where all must be, one is not enough. */
    StimulatedSeries ofLoudReplica() {
        Map<String, String> other = new LinkedHashMap<>(labels);
        other.put("instance", "loud:9100");
        return new StimulatedSeries(name, other, shape, loud, loud);
    }

    /** Five times as far from quiet as loud is, so that what is left of it in a window still counts. */
    StimulatedSeries muchLouder() {
        return new StimulatedSeries(
                name, labels, shape, quiet, quiet.add(loud.subtract(quiet).multiply(BigDecimal.valueOf(5))));
    }

    /** Loud from the beginning, so that only other series decide. */
    StimulatedSeries alwaysLoud() {
        return new StimulatedSeries(name, labels, shape, loud, loud);
    }

    /** The series with so many samples of each phase; phases of no samples are left out. */
    InputSeries samples(Duration interval, long quietBefore, long loudSamples, long quietAfter) {
        SampleRun run = new SampleRun(name, labels);
        add(run, quiet, interval, quietBefore);
        add(run, loud, interval, loudSamples);
        add(run, quiet, interval, quietAfter);
        return run.series();
    }

    /** The series while it is quiet, then loud, then away, then back and quiet. */
    InputSeries vanishing(Duration interval, long quietBefore, long loudSamples, long goneSamples, long quietAfter) {
        SampleRun run = new SampleRun(name, labels);
        add(run, quiet, interval, quietBefore);
        add(run, loud, interval, loudSamples);
        run.gone(goneSamples);
        add(run, quiet, interval, quietAfter);
        return run.series();
    }

    /** The series that is not there, then loud, then away. */
    InputSeries appearing(Duration interval, long absentSamples, long loudSamples) {
        SampleRun run = new SampleRun(name, labels);
        run.absent(absentSamples);
        add(run, loud, interval, loudSamples);
        run.gone(1);
        return run.series();
    }

    private void add(SampleRun run, BigDecimal value, Duration interval, long samples) {
        if (samples > 0) {
            switch (shape) {
                case GAUGE -> run.level(value, samples);
                case INSTANT -> run.instant(value, interval, samples);
                case COUNTER -> run.growth(value, interval, samples);
            }
        }
    }
}
