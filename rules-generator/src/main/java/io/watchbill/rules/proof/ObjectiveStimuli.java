package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedObjective;
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
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.finding.MisfitException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which series make the events of an objective good or bad: from its measurement and the catalogue alone. */
final class ObjectiveStimuli {

    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?", Pattern.DOTALL);
    private static final BigDecimal ALL = Phase.BUSY;
    private static final BigDecimal NONE = BigDecimal.ZERO;

    private final Plan plan;
    private final Measurement measurement;

    ObjectiveStimuli(Plan plan, PlannedObjective objective) {
        this.plan = plan;
        this.measurement = objective.objective().measurement();
    }

    /** The series, or empty where nobody knows them: several sources, or PromQL of the team's own. */
    Optional<CountedEvents> find() {
        if (measurement instanceof Measurement.BadEvents events) {
            return written(events.bad(), events.total(), false);
        } else if (measurement instanceof Measurement.GoodEvents events) {
            return written(events.good(), events.total(), true);
        } else if (measurement instanceof Measurement.TimeSlice slice) {
            return slice(slice);
        } else if (measurement instanceof Measurement.MetricRatio ratio) {
            return switch (ratio.metric()) {
                case ERROR_RATE, AVAILABILITY -> source().flatMap(this::requests);
                case ACCURACY -> Optional.of(accuracy());
                case LABEL_COVERAGE -> Optional.of(labels());
            };
        }
        BigDecimal bound = ((Measurement.LatencyUnder) measurement).bound().value();
        return source().flatMap(source -> latency(source, bound));
    }

    private Optional<Source> source() {
        List<Source> sources = plan.specification().sources().application();
        return sources.size() == 1 ? Optional.of(sources.get(0)) : Optional.empty();
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
            String le = plain(duration.bound(bound));
            Optional<Series> bucket = series(duration.bucket("le=\"" + le + "\""), List.of(), Map.of());
            Optional<Series> count = series(duration.count(), List.of(), Map.of());
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
        return Optional.of(new CountedEvents(labelled, identity, Duration.ZERO));
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
        return new CountedEvents(
                List.of(counter(name, right, ALL, ALL.negate()), counter(name, wrong, NONE, ALL)),
                kept(right, List.of(LabelNames.MODEL)),
                Duration.ZERO);
    }

    private CountedEvents labels() {
        Map<String, String> expired = model(MetricFamilies.PREDICTIONS_UNLABELLED.name());
        Map<String, String> joined = new LinkedHashMap<>(expired);
        joined.put(LabelNames.RESULT, "joined");
        return new CountedEvents(
                List.of(
                        counter(MetricFamilies.LABELS.name(), joined, ALL, ALL.negate()),
                        counter(MetricFamilies.PREDICTIONS_UNLABELLED.name(), expired, NONE, ALL)),
                kept(expired, List.of(LabelNames.MODEL)),
                Duration.ZERO);
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
                .map(stimuli -> new CountedEvents(
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
        Optional<Series> counted = series(part, List.of(), Map.of());
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal base = good ? ALL : NONE;
        BigDecimal slope = good ? ALL.negate() : ALL;
        Stimulus some = counter(counted.get().name(), counted.get().labels(), base, slope);
        // Where the part is some of the total's own series, the rest of them are those that do not match the part.
        return series(total, List.of(), Map.of())
                .flatMap(all -> all.name().equals(counted.get().name())
                        ? series(total, counted.get().matchers(), counted.get().labels())
                                .map(rest -> new CountedEvents(
                                        List.of(
                                                some,
                                                counter(
                                                        rest.name(),
                                                        rest.labels(),
                                                        ALL.subtract(base),
                                                        slope.negate())),
                                        kept(some.labels(), List.of()),
                                        Duration.ZERO))
                        : Optional.of(new CountedEvents(
                                List.of(some, counter(all.name(), all.labels(), ALL, NONE)),
                                kept(some.labels(), List.of()),
                                Duration.ZERO)));
    }

    private record Series(String name, List<Matcher> matchers, Map<String, String> labels) {}

    /**
     * A series that a selector matches.
     *
     * @param others matchers of which at least one must not match
     * @param like labels that satisfy {@code others}
     */
    private static Optional<Series> series(String selector, List<Matcher> others, Map<String, String> like) {
        String text = selector.strip()
                .replace("," + Measure.Query.SELECTOR, "")
                .replace("{" + Measure.Query.SELECTOR + "}", "");
        java.util.regex.Matcher form = SELECTOR.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            String inside = form.group(2);
            List<Matcher> matchers = inside == null || inside.isBlank() ? List.of() : ConditionParser.matchers(inside);
            if (others.isEmpty()) {
                return LabelChoice.satisfying(Map.of(), matchers)
                        .map(labels -> new Series(form.group(1), matchers, labels));
            }
            for (Matcher other : others) {
                Map<String, String> different = new LinkedHashMap<>(like);
                different.put(other.label(), "other");
                List<Matcher> wanted = new ArrayList<>(matchers);
                wanted.add(opposite(other));
                Optional<Map<String, String>> labels = LabelChoice.satisfying(different, wanted);
                if (labels.isPresent()) {
                    return Optional.of(new Series(form.group(1), matchers, labels.get()));
                }
            }
            return Optional.empty();
        } catch (MisfitException notASelector) {
            return Optional.empty();
        }
    }

    private static Matcher opposite(Matcher matcher) {
        Matcher.Operator operator = switch (matcher.operator()) {
            case EQUAL -> Matcher.Operator.NOT_EQUAL;
            case NOT_EQUAL -> Matcher.Operator.EQUAL;
            case MATCHES -> Matcher.Operator.DOES_NOT_MATCH;
            case DOES_NOT_MATCH -> Matcher.Operator.MATCHES;
        };
        return new Matcher(matcher.label(), operator, matcher.value());
    }

    private static Stimulus counter(String series, Map<String, String> labels, BigDecimal base, BigDecimal slope) {
        return new Stimulus(series, labels, Stimulus.Shape.COUNTER, base, slope);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
