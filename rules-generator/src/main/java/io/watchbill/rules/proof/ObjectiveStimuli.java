package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.plan.PrometheusFeature;
import io.watchbill.spec.HistogramKind;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.Model;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.Task;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.catalogue.Requests;
import io.watchbill.spec.catalogue.Stimulus;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which series make the events of an objective good or bad: from its measurement and the catalogue alone. */
final class ObjectiveStimuli {

    private static final BigDecimal ALL = Phase.BUSY;
    private static final BigDecimal NONE = BigDecimal.ZERO;

    private final Plan plan;
    private final Measurement measurement;

    ObjectiveStimuli(Plan plan, PlannedObjective objective) {
        this.plan = plan;
        this.measurement = objective.objective().measurement();
    }

    /** The events of each source that counts them, in the order of the specification; none where nobody knows their series. */
    List<CountedEvents> find() {
        if (measurement instanceof Measurement.BadEvents events) {
            return written(events.bad(), events.total(), false).stream().toList();
        } else if (measurement instanceof Measurement.GoodEvents events) {
            return written(events.good(), events.total(), true).stream().toList();
        } else if (measurement instanceof Measurement.TimeSlice slice) {
            return slice(slice).stream().toList();
        } else if (measurement instanceof Measurement.MetricRatio ratio) {
            return switch (ratio.metric()) {
                case ERROR_RATE, AVAILABILITY ->
                    ofSources(requests -> requests.failed().isPresent(), this::requests);
                case ACCURACY -> List.of(accuracy());
                case LABEL_COVERAGE -> List.of(labels());
            };
        }
        BigDecimal bound = ((Measurement.LatencyUnder) measurement).bound().value();
        return ofSources(requests -> requests.duration().isPresent(), source -> latency(source, bound));
    }

    /** Why there are none. */
    String whyUnknown() {
        if (measurement instanceof Measurement.BadEvents || measurement instanceof Measurement.GoodEvents) {
            return "only its author knows what series make PromQL count bad events";
        } else if (measurement instanceof Measurement.LatencyUnder && readsNative() && !writesNative()) {
            return "promtool reads native histograms that change only from 3.5 on";
        }
        return "it is not known what series make its sources count bad events, or they cannot be told apart";
    }

    private boolean readsNative() {
        return plan.specification().sources().application().stream()
                .anyMatch(source -> source.histogram() == HistogramKind.NATIVE);
    }

    private boolean writesNative() {
        return PrometheusFeature.NATIVE_HISTOGRAM_SAMPLES.in(plan.target().prometheus());
    }

    /** Of all sources that can count the events, or of none: one whose series are not known could not be kept good. */
    private List<CountedEvents> ofSources(
            Predicate<Requests> counts, Function<Source, Optional<CountedEvents>> series) {
        List<CountedEvents> found = new ArrayList<>();
        List<Source> counting = plan.specification().sources().application().stream()
                .filter(source -> MetricCatalogue.preset(source.preset())
                        .flatMap(Preset::requests)
                        .filter(counts)
                        .isPresent())
                .toList();
        for (int i = 0; i < counting.size(); i++) {
            Source source = counting.get(i);
            String name = name(source, counting.subList(0, i));
            Optional<CountedEvents> events = series.apply(source)
                    .map(alone -> counting.size() == 1 ? alone : alone.identifiedBy(LabelNames.SOURCE, name));
            if (events.isEmpty()) {
                return List.of();
            }
            found.add(events.get());
        }
        boolean apart = found.stream()
                        .flatMap(events -> events.series().stream())
                        .map(one -> one.name() + one.labels())
                        .distinct()
                        .count()
                == found.stream().mapToLong(events -> events.series().size()).sum();
        return apart && isDisjoint(counting, found) ? found : List.of();
    }

    /** As the recorded series name it: a preset that was used before gets a number. */
    private static String name(Source source, List<Source> before) {
        long same = before.stream()
                .filter(other -> other.preset().equals(source.preset()))
                .count();
        return source.preset() + (same == 0 ? "" : "-" + (same + 1));
    }

    /** No source of the same preset counts what another one does. */
    private static boolean isDisjoint(List<Source> sources, List<CountedEvents> events) {
        for (int i = 0; i < sources.size(); i++) {
            for (int j = 0; j < sources.size(); j++) {
                List<Matcher> selector = sources.get(i).selector();
                if (i != j
                        && sources.get(i).preset().equals(sources.get(j).preset())
                        && events.get(j).series().stream()
                                .anyMatch(one -> LabelChoice.satisfying(one.labels(), selector)
                                        .equals(Optional.of(one.labels())))) {
                    return false;
                }
            }
        }
        return true;
    }

    private Optional<CountedEvents> requests(Source source) {
        Optional<CatalogueMetric> rate = plan.catalogue().find("error_rate");
        return rate.flatMap(metric -> metric.measure(source.preset()))
                .filter(Measure.Query.class::isInstance)
                .map(Measure.Query.class::cast)
                .filter(query -> !query.stimuli().isEmpty())
                .flatMap(query -> labelled(source, query.identityLabels(), query.stimuli()));
    }

    private Optional<CountedEvents> latency(Source source, BigDecimal bound) {
        Preset preset = MetricCatalogue.preset(source.preset()).orElseThrow();
        return preset.requests().flatMap(Requests::duration).flatMap(duration -> {
            if (source.histogram() == HistogramKind.NATIVE) {
                return writesNative()
                        ? nativeLatency(source, preset, duration, duration.bound(bound))
                        : Optional.empty();
            }
            String le = plain(duration.bound(bound));
            Optional<SelectedSeries> bucket = SelectedSeries.of(duration.bucket("le=\"" + le + "\""));
            Optional<SelectedSeries> count = SelectedSeries.of(duration.count());
            if (bucket.isEmpty() || count.isEmpty()) {
                return Optional.empty();
            }
            return labelled(
                    source,
                    preset.labels(),
                    List.of(
                            counter(bucket.get().name(), bucket.get().labels(), ALL, ALL.negate()),
                            counter(count.get().name(), count.get().labels(), ALL, NONE)));
        });
    }

    private Optional<CountedEvents> nativeLatency(
            Source source, Preset preset, Requests.Durations duration, BigDecimal bound) {
        return SelectedSeries.of(duration.whole())
                .flatMap(series -> labelled(
                                source, preset.labels(), List.of(counter(series.name(), series.labels(), ALL, NONE)))
                        .map(events -> new CountedEvents(
                                events.series().stream()
                                        .<EventSeries>map(one -> new NativeLatencies(one.name(), one.labels(), bound))
                                        .toList(),
                                events.identity(),
                                events.memory())));
    }

    /** The stimuli with usual labels, and those that the source's selector asks for. */
    private Optional<CountedEvents> labelled(Source source, List<String> identityLabels, List<Stimulus> stimuli) {
        Map<String, String> usual = ClauseStimuli.usualLabels(plan, identityLabels);
        usual.put("instance", "test:9100");
        List<Stimulus> labelled = new ArrayList<>();
        Map<String, String> identity = Map.of();
        for (Stimulus stimulus : stimuli) {
            Map<String, String> suggested = new LinkedHashMap<>(usual);
            suggested.putAll(stimulus.labels());
            Optional<Map<String, String>> labels = LabelChoice.satisfying(suggested, source.selector());
            if (labels.isEmpty()) {
                return Optional.empty();
            }
            labelled.add(stimulus.with(labels.get()));
            identity = kept(labels.get(), identityLabels);
        }
        return Optional.of(CountedEvents.counters(labelled, identity));
    }

    private static Map<String, String> kept(Map<String, String> labels, List<String> identityLabels) {
        Map<String, String> identity = new LinkedHashMap<>(labels);
        identity.keySet().removeIf(label -> !label.equals(LabelNames.CLUSTER) && !identityLabels.contains(label));
        return identity;
    }

    private CountedEvents accuracy() {
        Map<String, String> right = model(MetricFamilies.LABELLED_PREDICTIONS.name());
        right.put(LabelNames.VERSION, "1");
        right.put(LabelNames.PREDICTED, "a");
        right.put(LabelNames.ACTUAL, "a");
        Map<String, String> wrong = new LinkedHashMap<>(right);
        wrong.put(LabelNames.ACTUAL, "b");
        String name = MetricFamilies.LABELLED_PREDICTIONS.name();
        return CountedEvents.counters(
                List.of(counter(name, right, ALL, ALL.negate()), counter(name, wrong, NONE, ALL)),
                kept(right, List.of(LabelNames.MODEL)));
    }

    private CountedEvents labels() {
        Map<String, String> expired = model(MetricFamilies.PREDICTIONS_UNLABELLED.name());
        Map<String, String> joined = new LinkedHashMap<>(expired);
        joined.put(LabelNames.RESULT, "joined");
        return CountedEvents.counters(
                List.of(
                        counter(MetricFamilies.LABELS.name(), joined, ALL, ALL.negate()),
                        counter(MetricFamilies.PREDICTIONS_UNLABELLED.name(), expired, NONE, ALL)),
                kept(expired, List.of(LabelNames.MODEL)));
    }

    /** The labels of the first model that such a series can be about. */
    private Map<String, String> model(String family) {
        boolean classes = family.equals(MetricFamilies.LABELLED_PREDICTIONS.name());
        Map<String, String> labels = new LinkedHashMap<>();
        plan.specification().models().stream()
                .filter(model -> !classes
                        || model.task() == Task.BINARY_CLASSIFICATION
                        || model.task() == Task.MULTICLASS_CLASSIFICATION)
                .map(Model::name)
                .findFirst()
                .ifPresent(name -> labels.put(LabelNames.MODEL, name));
        return labels;
    }

    /** A gauge on one side of the condition's bound while v is 0, and on the other while it is 1. */
    private Optional<CountedEvents> slice(Measurement.TimeSlice slice) {
        CatalogueMetric metric = plan.catalogue().find(slice.good().metric()).orElseThrow();
        return Probe.of(slice.good().bound(), metric.unit()).stream()
                .findFirst()
                .flatMap(probe -> ClauseStimuli.of(plan, slice.good(), probe))
                .map(stimuli -> CountedEvents.of(
                        stimuli.series().stream()
                                .filter(series -> !series.isOfOtherReplica())
                                .map(series -> new Stimulus(
                                        series.name(),
                                        series.labels(),
                                        series.shape(),
                                        series.loud(),
                                        series.quiet().subtract(series.loud())))
                                .toList(),
                        stimuli.identity(),
                        stimuli.memory()));
    }

    private Optional<CountedEvents> written(String part, String total, boolean good) {
        Optional<SelectedSeries> counted = SelectedSeries.of(part);
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal base = good ? ALL : NONE;
        BigDecimal slope = good ? ALL.negate() : ALL;
        Stimulus some = counter(counted.get().name(), counted.get().labels(), base, slope);
        // Where the part is some of the total's own series, the rest of them are those that do not match the part.
        return SelectedSeries.of(total)
                .flatMap(all -> all.name().equals(counted.get().name())
                        ? SelectedSeries.besides(total, counted.get())
                                .map(rest -> CountedEvents.counters(
                                        List.of(
                                                some,
                                                counter(
                                                        rest.name(),
                                                        rest.labels(),
                                                        ALL.subtract(base),
                                                        slope.negate())),
                                        kept(some.labels(), List.of())))
                        : Optional.of(CountedEvents.counters(
                                List.of(some, counter(all.name(), all.labels(), ALL, NONE)),
                                kept(some.labels(), List.of()))));
    }

    private static Stimulus counter(String series, Map<String, String> labels, BigDecimal base, BigDecimal slope) {
        return new Stimulus(series, labels, Stimulus.Shape.COUNTER, base, slope);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
