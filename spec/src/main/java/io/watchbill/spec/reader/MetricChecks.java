package io.watchbill.spec.reader;

import io.watchbill.spec.Business;
import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.Model;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Sources;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Unit;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.catalogue.Requests;
import io.watchbill.spec.catalogue.WindowRule;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.condition.ParsedClause;
import io.watchbill.spec.condition.Quantity;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds conditions against what the specification measures: metrics, windows, labels, units and values. */
final class MetricChecks {
    private final ReadingContext context;
    private final MetricCatalogue catalogue;
    private final List<Model> models;
    private final Business business;
    private final Sources sources;

    MetricChecks(
            ReadingContext context, List<Model> models, Business business, Sources sources, List<CustomMetric> own) {
        this.context = context;
        this.models = models;
        this.business = business;
        this.sources = sources;
        this.catalogue = MetricCatalogue.standard()
                .with(own)
                .withQuality(models.stream()
                        .flatMap(model -> model.quality().stream())
                        .toList());
    }

    /** The clause with its window filled in where there is only one. */
    Clause clause(Node.Scalar scalar, ParsedClause parsed) {
        return clause(scalar, parsed, Optional.empty());
    }

    /** The same for a time slice of a service level, which by default looks at the shortest window. */
    Clause slice(Node.Scalar scalar, ParsedClause parsed) {
        Clause clause = parsed.clause();
        Optional<Window> shortest = catalogue
                .find(clause.metric())
                .flatMap(metric -> windows(metric.window(), clause.matchers()).stream()
                        .min(Comparator.comparing(MetricChecks::length)));
        return clause(scalar, parsed, shortest);
    }

    private static Duration length(Window window) {
        return window instanceof TimeWindow time ? time.length() : ChronoUnit.FOREVER.getDuration();
    }

    private Clause clause(Node.Scalar scalar, ParsedClause parsed, Optional<Window> otherwise) {
        Clause clause = parsed.clause();
        Optional<CatalogueMetric> found = metric(clause.metric(), context.at(scalar, parsed.metric()));
        if (found.isEmpty()) {
            return clause;
        }
        CatalogueMetric metric = found.get();
        labels(scalar, metric, clause.matchers(), parsed.labels(), parsed.values());
        bound(metric, clause.bound(), context.at(scalar, parsed.bound()));
        Location place = context.at(scalar, parsed.window().orElse(parsed.metric()));
        Optional<Window> window =
                window(metric, clause.matchers(), clause.window().or(() -> otherwise), place);
        return new Clause(clause.metric(), clause.matchers(), clause.bound(), window);
    }

    /** The metric of that name, which something measures. */
    Optional<CatalogueMetric> metric(String name, Location place) {
        Optional<CatalogueMetric> metric = catalogue.find(name);
        if (metric.isEmpty()) {
            context.findings()
                    .add(
                            SpecificationCode.UNKNOWN_METRIC,
                            place,
                            "nothing measures " + Printed.quoted(name),
                            Optional.of("a metric of the catalogue (watchbill metrics) or of this file's metrics"),
                            context.nearest(name, catalogue.names()));
        } else {
            measured(metric.get(), place);
        }
        return metric;
    }

    private void measured(CatalogueMetric metric, Location place) {
        if (metric.ownMeasure().isPresent()) {
            return;
        }
        List<Sources.Source> all =
                metric.layer() == Layer.INFRASTRUCTURE ? sources.infrastructure() : sources.application();
        List<Sources.Source> measuring = all.stream()
                .filter(source -> metric.presets().contains(source.preset()))
                .toList();
        String section = "sources." + metric.layer().text();
        if (measuring.isEmpty()) {
            context.findings()
                    .add(
                            SpecificationCode.UNMEASURED_METRIC,
                            place,
                            "no source measures " + metric.name(),
                            Optional.of(
                                    "under " + section + " one of the presets " + String.join(", ", metric.presets())),
                            Optional.of("write for example " + section + ": [{preset: "
                                    + metric.presets().get(0) + "}]"));
        } else if (metric.name().equals("throughput_usage")
                && measuring.stream().allMatch(source -> source.capacity().isEmpty())) {
            context.findings()
                    .add(
                            SpecificationCode.CAPACITY_MISSING,
                            place,
                            "throughput_usage needs to know how much the system can serve",
                            Optional.of("capacity on a source of " + section),
                            Optional.of("write for example capacity: 400rps"));
        }
    }

    /** An objective on a latency needs a histogram, which not every preset that tells quantiles has. */
    void counted(CatalogueMetric latency, String target, Location place) {
        List<String> measuring = sources.application().stream()
                .map(Sources.Source::preset)
                .filter(latency.presets()::contains)
                .toList();
        List<String> counting = MetricCatalogue.presets().stream()
                .filter(preset -> preset.requests().flatMap(Requests::duration).isPresent())
                .map(Preset::name)
                .toList();
        if (!measuring.isEmpty() && measuring.stream().noneMatch(counting::contains)) {
            context.findings()
                    .add(
                            SpecificationCode.UNMEASURED_METRIC,
                            place,
                            "no source counts requests by how long they took, as an objective on " + latency.name()
                                    + " needs",
                            Optional.of("under sources.application one of the presets " + String.join(", ", counting)),
                            Optional.of("or slices of time, written as measurement: " + latency.name() + " " + target));
        }
    }

    void labels(
            Node.Scalar scalar, CatalogueMetric metric, List<Matcher> matchers, List<Span> labels, List<Span> values) {
        List<String> known = metric.matcherLabels().stream()
                .filter(label -> !label.equals(LabelNames.WINDOW) && !label.equals(LabelNames.KIND))
                .toList();
        for (int index = 0; index < matchers.size(); index++) {
            Matcher matcher = matchers.get(index);
            if (!known.contains(matcher.label())) {
                Optional<String> help = matcher.label().equals(LabelNames.WINDOW)
                        ? Optional.of("a window is written as over " + matcher.value())
                        : context.nearest(matcher.label(), known);
                context.findings()
                        .add(
                                SpecificationCode.UNKNOWN_LABEL,
                                context.at(scalar, labels.get(index)),
                                metric.name() + " has no label " + Printed.quoted(matcher.label()),
                                Optional.of(known.isEmpty() ? "no matchers" : String.join(", ", known)),
                                help);
            }
            RegexCheck.check(context, scalar, matcher, values.get(index));
            names(scalar, metric, matcher, values.get(index));
        }
    }

    private void names(Node.Scalar scalar, CatalogueMetric metric, Matcher matcher, Span value) {
        if (matcher.operator() != Matcher.Operator.EQUAL) {
            return;
        }
        Location place = context.at(scalar, value);
        if (matcher.label().equals(LabelNames.MODEL)) {
            List<String> names = models.stream().map(Model::name).toList();
            if (!names.contains(matcher.value())) {
                context.unresolved(SpecificationCode.UNKNOWN_MODEL, place, "the model", matcher.value(), names);
            }
        } else if (matcher.label().equals(LabelNames.COLUMN)) {
            Set<String> columns = columns(metric);
            if (!columns.contains(matcher.value())) {
                context.unresolved(SpecificationCode.UNKNOWN_COLUMN, place, "the column", matcher.value(), columns);
            }
        }
    }

    private Set<String> columns(CatalogueMetric metric) {
        Set<String> columns = new LinkedHashSet<>();
        if (metric.name().startsWith("prediction_drift.")) {
            columns.add("prediction");
        } else if (metric.name().startsWith("confidence_drift.")) {
            columns.add("confidence");
        } else {
            models.forEach(model -> model.features().forEach(feature -> columns.add(feature.name())));
        }
        return columns;
    }

    /** The window that is meant; a finding where it is missing, superfluous or not computed. */
    Optional<Window> window(CatalogueMetric metric, List<Matcher> matchers, Optional<Window> written, Location place) {
        List<Window> possible = windows(metric.window(), matchers);
        switch (metric.window()) {
            case NONE -> {
                if (written.isPresent()) {
                    context.findings()
                            .add(
                                    SpecificationCode.WINDOW_NOT_TAKEN,
                                    place,
                                    metric.name() + " has no windows",
                                    Optional.of("the condition without over"),
                                    Optional.empty());
                }
            }
            case RATE -> {
                if (written.isPresent() && written.get() instanceof RunWindow) {
                    unknownWindow(metric, written.get(), place, "a window of time such as 5m");
                }
            }
            case DRIFT, PERFORMANCE, BUSINESS -> {
                if (written.isPresent() && !possible.contains(written.get())) {
                    unknownWindow(metric, written.get(), place, labels(possible));
                } else if (written.isEmpty() && possible.size() == 1) {
                    return Optional.of(possible.get(0));
                } else if (written.isEmpty()) {
                    context.findings()
                            .add(
                                    SpecificationCode.WINDOW_MISSING,
                                    place,
                                    metric.name() + " needs a window",
                                    Optional.of("over with one of " + labels(possible)),
                                    Optional.empty());
                }
            }
        }
        return written;
    }

    private void unknownWindow(CatalogueMetric metric, Window window, Location place, String expected) {
        context.findings()
                .add(
                        SpecificationCode.UNKNOWN_WINDOW,
                        place,
                        metric.name() + " is not computed over " + window.label(),
                        Optional.of(expected),
                        Optional.empty());
    }

    private static String labels(List<Window> windows) {
        return windows.isEmpty()
                ? "none, because no model has windows of that kind"
                : windows.stream().map(Window::label).collect(Collectors.joining(", "));
    }

    private List<Window> windows(WindowRule rule, List<Matcher> matchers) {
        Set<String> named = matchers.stream()
                .filter(matcher ->
                        matcher.label().equals(LabelNames.MODEL) && matcher.operator() == Matcher.Operator.EQUAL)
                .map(Matcher::value)
                .filter(name -> models.stream().anyMatch(model -> model.name().equals(name)))
                .collect(Collectors.toSet());
        return switch (rule) {
            case NONE, RATE -> List.of();
            case DRIFT -> windows(named, model -> model.drift().windows());
            case PERFORMANCE -> windows(named, model -> model.performance().windows());
            case BUSINESS -> business.windows();
        };
    }

    private List<Window> windows(Set<String> named, Function<Model, List<Window>> windows) {
        return models.stream()
                .filter(model -> named.isEmpty() || named.contains(model.name()))
                .flatMap(model -> windows.apply(model).stream())
                .distinct()
                .toList();
    }

    /** Units and reachable values; whether they are in order. */
    boolean bound(CatalogueMetric metric, Bound bound, Location place) {
        for (Quantity quantity : quantities(bound)) {
            if (!Notations.fit(metric.unit(), quantity.notation())) {
                context.findings()
                        .add(
                                SpecificationCode.UNIT_MISMATCH,
                                place,
                                metric.name() + " is measured in " + Notations.unit(metric.unit()) + ", and "
                                        + Printed.quoted(quantity.text()) + " is "
                                        + quantity.notation().text(),
                                Optional.of(Notations.example(metric.unit())),
                                Optional.empty());
                return false;
            }
        }
        Domain domain = Domain.of(metric, models);
        if (backwards(bound)) {
            context.findings()
                    .add(
                            SpecificationCode.BAD_RANGE,
                            place,
                            Printed.quoted(bound.text()) + " ends before it begins",
                            Optional.of("the smaller value, .., the greater value"),
                            Optional.empty());
        } else if (!domain.reaches(bound)) {
            context.findings()
                    .add(
                            SpecificationCode.NEVER_TRUE,
                            place,
                            metric.name() + " can never be " + bound.text(),
                            Optional.of("a bound " + domain.text()),
                            percent(metric, bound));
        } else {
            return true;
        }
        return false;
    }

    /** A ratio of 75 was probably meant as 75%. */
    private static Optional<String> percent(CatalogueMetric metric, Bound bound) {
        if (metric.unit() == Unit.RATIO
                && bound instanceof Bound.Comparison comparison
                && comparison.limit().notation() == Quantity.Notation.PLAIN
                && comparison.limit().value().compareTo(BigDecimal.ONE) > 0) {
            return Optional.of("did you mean " + bound.text() + "%?");
        }
        return Optional.empty();
    }

    private static boolean backwards(Bound bound) {
        List<Quantity> ends = quantities(bound);
        return ends.size() == 2 && ends.get(0).value().compareTo(ends.get(1).value()) >= 0;
    }

    private static List<Quantity> quantities(Bound bound) {
        if (bound instanceof Bound.Comparison comparison) {
            return List.of(comparison.limit());
        } else if (bound instanceof Bound.Outside outside) {
            return List.of(outside.low(), outside.high());
        }
        Bound.Within within = (Bound.Within) bound;
        return List.of(within.low(), within.high());
    }
}
