package io.watchbill.rules.proof;

import io.watchbill.rules.format.InputSeries;
import io.watchbill.spec.catalogue.Stimulus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The series that an objective counts, or whose condition it looks at.
 *
 * @param series of 100 events a second with a bad share v
 * @param identity labels that its recorded series carry
 * @param memory for how long a change still shows before it is counted; zero for counters
 */
record CountedEvents(List<EventSeries> series, Map<String, String> identity, Duration memory) {

    CountedEvents {
        series = List.copyOf(series);
    }

    /** Of counters. */
    static CountedEvents counters(List<Stimulus> stimuli, Map<String, String> identity) {
        return of(stimuli, identity, Duration.ZERO);
    }

    static CountedEvents of(List<Stimulus> stimuli, Map<String, String> identity, Duration memory) {
        return new CountedEvents(
                stimuli.stream().<EventSeries>map(EventSeries.OfStimulus::new).toList(), identity, memory);
    }

    /** The series through these phases from the beginning of promtool's clock on, and stale after them for a while. */
    List<InputSeries> through(Duration interval, List<Phase> phases, Duration stale) {
        return through(Duration.ZERO, interval, phases, stale);
    }

    /**
     * The same later on that clock.
     *
     * @param begins when the first sample is taken
     */
    List<InputSeries> through(Duration begins, Duration interval, List<Phase> phases, Duration stale) {
        return series.stream()
                .map(one -> {
                    EventSeries.Samples samples = one.begin(begins);
                    phases.forEach(phase -> samples.during(phase, interval));
                    samples.gone(Cadence.times(stale, interval));
                    return samples.series();
                })
                .toList();
    }

    /**
     * The series through one phase, away for a while, and back in another.
     *
     * @param begins when the first sample is taken
     */
    List<InputSeries> returning(Duration begins, Duration interval, Phase before, Duration gone, Phase after) {
        return series.stream()
                .map(one -> {
                    EventSeries.Samples samples = one.begin(begins);
                    samples.during(before, interval);
                    samples.gone(Cadence.times(gone, interval));
                    samples.during(after, interval);
                    return samples.series();
                })
                .toList();
    }

    /** Each series alone. */
    List<CountedEvents> oneByOne() {
        return series.stream()
                .map(one -> new CountedEvents(List.of(one), identity, memory))
                .toList();
    }

    /** The series that are not among others. */
    CountedEvents without(CountedEvents others) {
        return new CountedEvents(
                series.stream().filter(one -> !others.series.contains(one)).toList(), identity, memory);
    }

    /** The names of the series, for the name of a test. */
    String words() {
        return series.stream().map(EventSeries::name).distinct().collect(Collectors.joining(" and "));
    }

    /** The same, whose recorded series carry one label more. */
    CountedEvents identifiedBy(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(identity);
        more.put(label, value);
        return new CountedEvents(series, more, memory);
    }

    /** The same series with another label. */
    CountedEvents with(String label, String value) {
        return new CountedEvents(
                series.stream()
                        .map(one -> {
                            Map<String, String> labels = new LinkedHashMap<>(one.labels());
                            labels.put(label, value);
                            return one.with(labels);
                        })
                        .toList(),
                identity,
                memory);
    }
}
