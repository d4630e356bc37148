package io.watchbill.rules.proof;

import io.watchbill.rules.format.InputSeries;
import io.watchbill.spec.catalogue.Stimulus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The series that an objective counts, or whose condition it looks at.
 *
 * @param stimuli of 100 events a second with a bad share v
 * @param identity labels that its recorded series carry
 * @param memory for how long a change still shows before it is counted; zero for counters
 */
record CountedEvents(List<Stimulus> stimuli, Map<String, String> identity, Duration memory) {

    CountedEvents {
        stimuli = List.copyOf(stimuli);
    }

    /** The series through these phases, and stale after them for a while. */
    List<InputSeries> through(Duration interval, List<Phase> phases, Duration stale) {
        return stimuli.stream()
                .map(stimulus -> {
                    SampleRun run = new SampleRun(stimulus.series(), stimulus.labels());
                    for (Phase phase : phases) {
                        add(run, stimulus, phase, interval);
                    }
                    run.gone(stale.dividedBy(interval));
                    return run.series();
                })
                .toList();
    }

    /** The series through one phase, away for a while, and back in another. */
    List<InputSeries> returning(Duration interval, Phase before, Duration gone, Phase after) {
        return stimuli.stream()
                .map(stimulus -> {
                    SampleRun run = new SampleRun(stimulus.series(), stimulus.labels());
                    add(run, stimulus, before, interval);
                    run.gone(gone.dividedBy(interval));
                    add(run, stimulus, after, interval);
                    return run.series();
                })
                .toList();
    }

    /** Each series alone. */
    List<CountedEvents> oneByOne() {
        return stimuli.stream()
                .map(stimulus -> new CountedEvents(List.of(stimulus), identity, memory))
                .toList();
    }

    /** The series that are not among others. */
    CountedEvents without(CountedEvents others) {
        return new CountedEvents(
                stimuli.stream()
                        .filter(stimulus -> !others.stimuli.contains(stimulus))
                        .toList(),
                identity,
                memory);
    }

    /** The names of the series, for the name of a test. */
    String words() {
        return stimuli.stream().map(Stimulus::series).distinct().collect(Collectors.joining(" and "));
    }

    /** The same series with another label. */
    CountedEvents with(String label, String value) {
        return new CountedEvents(
                stimuli.stream()
                        .map(stimulus -> {
                            Map<String, String> labels = new LinkedHashMap<>(stimulus.labels());
                            labels.put(label, value);
                            return stimulus.with(labels);
                        })
                        .toList(),
                identity,
                memory);
    }

    private static void add(SampleRun run, Stimulus stimulus, Phase phase, Duration interval) {
        long samples = phase.length().dividedBy(interval);
        if (samples == 0) {
            return;
        }
        BigDecimal level = stimulus.at(phase.badShare());
        switch (stimulus.shape()) {
            case GAUGE -> run.level(level, samples);
            case COUNTER -> run.growth(level.multiply(phase.perSecond()).divide(Phase.BUSY), interval, samples);
        }
    }
}
