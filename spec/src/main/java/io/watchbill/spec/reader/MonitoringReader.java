package io.watchbill.spec.reader;

import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.Monitoring;
import io.watchbill.spec.Replicas;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.condition.ParsedSubject;
import io.watchbill.spec.condition.ParsedThreshold;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.MisfitException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads {@code monitoring}. */
final class MonitoringReader {
    private final MetricChecks checks;

    MonitoringReader(MetricChecks checks) {
        this.checks = checks;
    }

    Monitoring read(MapReader map) {
        Monitoring monitoring = new Monitoring(
                map.value("replicas", Forms.choice(List.of(Replicas.values())), Replicas.ONE),
                map.list("keyMetrics", this::keyMetric),
                map.list("dashboards", MonitoringReader::dashboard));
        map.end();
        return monitoring;
    }

    private KeyMetric keyMetric(MapReader map) {
        ReadingContext context = map.context();
        Optional<Node.Scalar> scalar = map.scalar("metric");
        if (!map.has("metric")) {
            map.missing("metric");
        }
        Optional<ParsedSubject> subject = scalar.flatMap(text -> subject(context, text));
        Optional<CatalogueMetric> metric = subject.flatMap(
                parsed -> checks.metric(parsed.metric(), context.at(scalar.orElseThrow(), parsed.span())));
        List<Matcher> matchers = subject.map(ParsedSubject::matchers).orElse(List.of());
        metric.ifPresent(known -> {
            ParsedSubject parsed = subject.orElseThrow();
            checks.labels(scalar.orElseThrow(), known, matchers, parsed.labels(), parsed.values());
        });
        Optional<Window> written = map.optional("over", Forms.WINDOW);
        Location windowPlace = map.locationOf(map.has("over") ? "over" : "metric");
        Optional<Window> window = metric.isPresent() && (written.isPresent() || !map.has("over"))
                ? checks.window(metric.get(), matchers, written, windowPlace)
                : written;
        Optional<Bound> normal = normal(map, metric);
        Optional<ParsedThreshold> warning = threshold(map, "warning", metric);
        Optional<ParsedThreshold> critical = threshold(map, "critical", metric);
        order(map, normal, warning, critical);
        MapReader severity = map.section("severity");
        String name = subject.map(ParsedSubject::metric).orElse("");
        KeyMetric keyMetric = new KeyMetric(
                name,
                matchers,
                window,
                normal,
                warning.map(threshold -> condition(name, matchers, window, threshold)),
                critical.map(threshold -> condition(name, matchers, window, threshold)),
                severity.value("warning", Forms.PRIORITY, KeyMetric.DEFAULT_WARNING_PRIORITY),
                severity.value("critical", Forms.PRIORITY, KeyMetric.DEFAULT_CRITICAL_PRIORITY));
        severity.end();
        if (!name.isEmpty()) {
            String over = window.map(value -> " over " + value.label()).orElse("");
            context.define(
                    ReadingContext.Kind.KEY_METRIC, name + Matcher.text(matchers) + over, map.locationOf("metric"));
        }
        map.end();
        return keyMetric;
    }

    private static Optional<ParsedSubject> subject(ReadingContext context, Node.Scalar scalar) {
        try {
            return Optional.of(ConditionParser.subject(scalar.text()));
        } catch (MisfitException misfit) {
            context.report(SpecificationCode.CONDITION_SYNTAX, scalar, misfit);
            return Optional.empty();
        }
    }

    private static Condition condition(
            String metric, List<Matcher> matchers, Optional<Window> window, ParsedThreshold threshold) {
        return new Condition(List.of(new Clause(metric, matchers, threshold.bound(), window)), threshold.holdFor());
    }

    private Optional<Bound> normal(MapReader map, Optional<CatalogueMetric> metric) {
        Optional<Node.Scalar> scalar = map.scalar("normal");
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        try {
            Bound bound = ConditionParser.normal(scalar.get().text());
            boolean sound = metric.map(
                            known -> checks.bound(known, bound, scalar.get().location()))
                    .orElse(true);
            return sound ? Optional.of(bound) : Optional.empty();
        } catch (MisfitException misfit) {
            map.context().report(SpecificationCode.CONDITION_SYNTAX, scalar.get(), misfit);
            return Optional.empty();
        }
    }

    private Optional<ParsedThreshold> threshold(MapReader map, String key, Optional<CatalogueMetric> metric) {
        Optional<Node.Scalar> scalar = map.scalar(key);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        try {
            ParsedThreshold threshold = ConditionParser.threshold(scalar.get().text());
            boolean sound = metric.map(known ->
                            checks.bound(known, threshold.bound(), map.context().at(scalar.get(), threshold.span())))
                    .orElse(true);
            return sound ? Optional.of(threshold) : Optional.empty();
        } catch (MisfitException misfit) {
            map.context().report(SpecificationCode.CONDITION_SYNTAX, scalar.get(), misfit);
            return Optional.empty();
        }
    }

    private static void order(
            MapReader map,
            Optional<Bound> normal,
            Optional<ParsedThreshold> warning,
            Optional<ParsedThreshold> critical) {
        Findings findings = map.context().findings();
        if (warning.isPresent() && critical.isPresent()) {
            Bound first = warning.get().bound();
            Bound last = critical.get().bound();
            if (!Rays.of(first).warnsBefore(Rays.of(last))) {
                findings.add(
                        SpecificationCode.THRESHOLDS_REVERSED,
                        map.locationOf("warning"),
                        "the warning " + first.text() + " is beyond the critical " + last.text(),
                        Optional.of("a warning that is reached before the critical threshold"),
                        Optional.empty());
            }
        }
        Optional<ParsedThreshold> nearest = warning.or(() -> critical);
        if (normal.isPresent()
                && nearest.isPresent()
                && !Rays.of(nearest.get().bound()).clearOf(normal.get())) {
            findings.add(
                    SpecificationCode.NORMAL_ALARMS,
                    map.locationOf("normal"),
                    "the normal range " + normal.get().text() + " reaches into the alarm "
                            + nearest.get().bound().text(),
                    Optional.of("a normal range that no alarm touches"),
                    Optional.empty());
        }
    }

    private static Monitoring.DashboardLink dashboard(MapReader map) {
        String name = map.text("name");
        if (!name.isEmpty()) {
            map.context().define(ReadingContext.Kind.DASHBOARD, name, map.locationOf("name"));
        }
        Monitoring.DashboardLink dashboard = new Monitoring.DashboardLink(
                name, map.text("purpose", ""), map.required("link", Forms.URL, URI.create("https://invalid.example")));
        map.end();
        return dashboard;
    }
}
