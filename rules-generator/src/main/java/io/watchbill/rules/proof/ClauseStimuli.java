package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.spec.Model;
import io.watchbill.spec.Sources;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.catalogue.Stimulus;
import io.watchbill.spec.catalogue.Watched;
import io.watchbill.spec.condition.Clause;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The series that give a clause's metric the values of a probe.
 *
 * @param identity labels that the condition's result carries
 * @param memory for how long a change still shows: the range of rates, zero for gauges
 * @param mixed what a range of some loud and some quiet samples gives
 * @param watched what the exporter shows while it has no score; empty for what is none of its scores
 */
record ClauseStimuli(
        List<StimulatedSeries> series,
        Map<String, String> identity,
        Duration memory,
        Mixed mixed,
        Optional<StimulatedSeries> watched) {

    /** The value of a range of some loud and some quiet samples. */
    enum Mixed {
        /** That of gauges, which have no range, or not known. */
        UNKNOWN,
        /** Between those of quiet and loud ones, by their shares. */
        BETWEEN,
        /** That of loud ones, however few are. */
        LOUD
    }

    ClauseStimuli(List<StimulatedSeries> series, Map<String, String> identity, Duration memory) {
        this(series, identity, memory, Mixed.UNKNOWN, Optional.empty());
    }

    /** The same of scores of the exporter. */
    ClauseStimuli of(Plan plan, MetricFamily score) {
        return new ClauseStimuli(
                series, identity, memory, mixed, Watched.of(score).map(family -> {
                    Map<String, String> labels = usualLabels(plan, family.labels());
                    labels.replaceAll((label, usual) -> identity.getOrDefault(label, usual));
                    return StimulatedSeries.gauge(family.name(), labels, BigDecimal.ONE, BigDecimal.ONE);
                }));
    }

    /** The range of rates where a condition does not say {@code over}. */
    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(5);

    /** The series for a clause, or empty where the catalogue has no stimulus that fits. */
    static Optional<ClauseStimuli> of(Plan plan, Clause clause, Probe probe) {
        CatalogueMetric metric = plan.catalogue().find(clause.metric()).orElseThrow();
        Optional<Measure> own = metric.ownMeasure();
        if (own.isPresent()) {
            if (own.get() instanceof Measure.Exported exported) {
                return exported(plan, clause, probe, exported);
            }
            return own.get() instanceof Measure.Query query
                    ? query(plan, clause, probe, List.of(), Optional.empty(), query)
                    : Optional.empty();
        }
        List<Sources.Source> sources = metric.layer() == Layer.INFRASTRUCTURE
                ? plan.specification().sources().infrastructure()
                : plan.specification().sources().application();
        return sources.stream()
                .flatMap(source -> metric.measure(source.preset()).stream()
                        .filter(Measure.Query.class::isInstance)
                        .map(Measure.Query.class::cast)
                        .flatMap(query ->
                                query(plan, clause, probe, source.selector(), source.capacity(), query).stream()))
                .findFirst();
    }

    /** The series with which a source says that it cannot serve: the value is 0 while it can, 1 while it cannot. */
    static Optional<ClauseStimuli> down(Plan plan, Sources.Source source) {
        return MetricCatalogue.preset(source.preset()).flatMap(Preset::down).flatMap(query -> {
            boolean counted = query.stimuli().stream().anyMatch(stimulus -> stimulus.shape() == Stimulus.Shape.COUNTER);
            return series(
                    plan,
                    new Probe("down", BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE),
                    source.selector(),
                    BigDecimal.ONE,
                    query,
                    counted ? scaled(plan, DEFAULT_RANGE) : Duration.ZERO);
        });
    }

    /** Usual values of the labels that exported families carry. */
    static Map<String, String> usualLabels(Plan plan, List<String> names) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String name : names) {
            labels.put(name, usual(plan, name));
        }
        return labels;
    }

    /** The series that the plan's alerts read of a family. */
    static String read(Plan plan, MetricFamily family, Optional<Window> window) {
        return FleetSeries.read(family, plan.specification().monitoring().replicas(), window);
    }

    private static Optional<ClauseStimuli> exported(Plan plan, Clause clause, Probe probe, Measure.Exported measure) {
        Map<String, String> usual = usualLabels(plan, measure.identityLabels());
        usual.putAll(measure.fixed());
        clause.window().map(Window::label).ifPresent(window -> usual.replace(LabelNames.WINDOW, window));
        return LabelChoice.satisfying(usual, clause.matchers()).map(labels -> {
            List<StimulatedSeries> series = new ArrayList<>();
            StimulatedSeries score = StimulatedSeries.gauge(
                    read(plan, measure.family(), clause.window()), labels, probe.quiet(), probe.loud());
            series.add(score);
            series.add(score.ofQuietReplica());
            if (measure.hasVerdict()) {
                String verdict = read(plan, MetricFamilies.DRIFT_VERDICT, clause.window());
                series.add(StimulatedSeries.gauge(verdict, labels, BigDecimal.ZERO, BigDecimal.ZERO));
            }
            return new ClauseStimuli(series, labels, Duration.ZERO).of(plan, measure.family());
        });
    }

    private static Optional<ClauseStimuli> query(
            Plan plan,
            Clause clause,
            Probe probe,
            List<io.watchbill.spec.condition.Matcher> selector,
            Optional<BigDecimal> capacity,
            Measure.Query query) {
        boolean perCapacity = query.promql().contains(Measure.Query.CAPACITY);
        List<String> failed = plan.specification().business().downstream().failed();
        if ((query.promql().contains(Measure.Query.FAILED) && failed.isEmpty())
                || (perCapacity && capacity.isEmpty())) {
            return Optional.empty();
        }
        List<io.watchbill.spec.condition.Matcher> matchers = new ArrayList<>(selector);
        matchers.addAll(clause.matchers());
        BigDecimal scale = perCapacity ? capacity.orElseThrow() : BigDecimal.ONE;
        Duration memory = query.promql().contains(Measure.Query.RATE) ? range(plan, clause) : Duration.ZERO;
        return series(plan, probe, matchers, scale, query, memory);
    }

    /** The query's own series, with labels that the matchers ask for. */
    private static Optional<ClauseStimuli> series(
            Plan plan,
            Probe probe,
            List<io.watchbill.spec.condition.Matcher> matchers,
            BigDecimal scale,
            Measure.Query query,
            Duration memory) {
        if (query.stimuli().isEmpty()) {
            return Optional.empty();
        }
        List<String> failed = plan.specification().business().downstream().failed();
        Map<String, String> usual = usualLabels(plan, query.identityLabels());
        usual.put("instance", "test:9100");
        return LabelChoice.satisfying(usual, matchers).flatMap(common -> {
            List<StimulatedSeries> series = new ArrayList<>();
            for (Stimulus stimulus : query.stimuli()) {
                // What the matchers ask for goes before what the stimulus suggests: a namespace, a device.
                Map<String, String> suggested = new LinkedHashMap<>(common);
                suggested.putAll(named(stimulus, failed).labels());
                Optional<Map<String, String>> labels = LabelChoice.satisfying(suggested, matchers);
                if (labels.isEmpty()) {
                    return Optional.empty();
                }
                series.addAll(stimulated(stimulus.with(labels.get()), probe, scale));
            }
            Map<String, String> identity = new LinkedHashMap<>(common);
            identity.keySet()
                    .removeIf(label -> !label.equals(LabelNames.CLUSTER)
                            && !query.identityLabels().contains(label));
            return Optional.of(
                    new ClauseStimuli(series, identity, memory, mixed(query, memory, probe), Optional.empty()));
        });
    }

    private static Mixed mixed(Measure.Query query, Duration memory, Probe probe) {
        boolean counted = query.stimuli().stream()
                .allMatch(stimulus -> stimulus.isLabelledByValue()
                        || stimulus.shape() == Stimulus.Shape.COUNTER
                        || stimulus.slope().signum() == 0);
        if (memory.isZero() || !counted) {
            return Mixed.UNKNOWN;
        }
        if (query.stimuli().stream().noneMatch(Stimulus::isLabelledByValue)) {
            return Mixed.BETWEEN;
        }
        // The quantile's rank is all that the higher bucket has: it is in there as soon as anything is.
        return probe.loud().compareTo(probe.quiet()) > 0 ? Mixed.LOUD : Mixed.UNKNOWN;
    }

    /** The stimulus with the first failed outcome where it says that an outcome failed. */
    private static Stimulus named(Stimulus stimulus, List<String> failed) {
        Map<String, String> labels = new LinkedHashMap<>(stimulus.labels());
        labels.replaceAll((label, value) -> value.equals(Measure.Query.FAILED) ? failed.get(0) : value);
        return stimulus.with(labels);
    }

    private static List<StimulatedSeries> stimulated(Stimulus stimulus, Probe probe, BigDecimal scale) {
        BigDecimal quiet = probe.quiet().multiply(scale);
        BigDecimal loud = probe.loud().multiply(scale);
        if (!stimulus.isLabelledByValue()) {
            return List.of(new StimulatedSeries(
                    stimulus.series(), stimulus.labels(), stimulus.shape(), stimulus.at(quiet), stimulus.at(loud)));
        }
        // A bucket's bound is the value: the lower of the two buckets fills only while the value is the lower one.
        BigDecimal low = quiet.min(loud);
        BigDecimal filled = stimulus.at(loud);
        return List.of(
                new StimulatedSeries(
                        stimulus.series(),
                        stimulus.labelsAt(low),
                        stimulus.shape(),
                        quiet.compareTo(low) == 0 ? filled : BigDecimal.ZERO,
                        loud.compareTo(low) == 0 ? filled : BigDecimal.ZERO),
                new StimulatedSeries(
                        stimulus.series(), stimulus.labelsAt(quiet.max(loud)), stimulus.shape(), filled, filled));
    }

    private static Duration range(Plan plan, Clause clause) {
        return scaled(
                plan,
                clause.window()
                        .filter(TimeWindow.class::isInstance)
                        .map(window -> ((TimeWindow) window).length())
                        .orElse(DEFAULT_RANGE));
    }

    /** At least what the plan makes of a range when it scales time. */
    private static Duration scaled(Plan plan, Duration range) {
        Duration scaled = range.dividedBy(plan.target().timeScale());
        return scaled.compareTo(plan.target().shortestRange()) < 0
                ? plan.target().shortestRange()
                : scaled;
    }

    private static String usual(Plan plan, String label) {
        List<Model> models = plan.specification().models();
        return switch (label) {
            case LabelNames.MODEL -> models.isEmpty() ? "model" : models.get(0).name();
            case LabelNames.COLUMN ->
                models.stream()
                        .flatMap(model -> model.features().stream())
                        .map(feature -> feature.name())
                        .findFirst()
                        .orElse("column");
            case LabelNames.WINDOW ->
                models.stream()
                        .flatMap(model -> model.drift().windows().stream())
                        .map(Window::label)
                        .findFirst()
                        .orElse("24h");
            case LabelNames.VERSION -> "1";
            default -> Objects.requireNonNull(label);
        };
    }
}
