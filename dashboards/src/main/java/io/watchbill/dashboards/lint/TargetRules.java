package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofFolder;
import static io.watchbill.dashboards.lint.Rule.ofOwnQuery;
import static io.watchbill.dashboards.lint.Rule.ofTarget;

import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.IncidentFamilies;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.catalogue.MetricType;
import io.watchbill.spec.finding.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules about queries. */
final class TargetRules {

    private static final Set<String> RATES = Set.of("rate", "irate");
    /** What makes of a counter something that may be drawn: its growth, or whether and how often it is there. */
    private static final Set<String> OF_COUNTERS = Set.of(
            "rate",
            "irate",
            "increase",
            "resets",
            "changes",
            "absent",
            "absent_over_time",
            "count",
            "count_over_time",
            "group",
            "timestamp",
            "present_over_time");

    private static final Set<String> FORMATS = Set.of("time_series", "table", "heatmap");
    private static final Set<String> ROWS = Set.of("table", "barchart");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*([^}]*?)\\s*}}");
    private static final Pattern STREAMS = Pattern.compile("\\{[^{}]+}");
    private static final Pattern LOKI_RANGE = Pattern.compile("\\[([^\\]]*)]");
    private static final List<String> OURS = List.of("ml_", "watchbill_");
    private static final int MOST_PANEL_QUERIES = 26;
    private static final Set<String> KNOWN = known();

    private TargetRules() {}

    static List<Rule> all() {
        return List.of(
                ofTarget("target-promql-rule", "A query reads as PromQL.", (target, faults) -> {
                    if (!target.isLoki()) {
                        Promql.misfit(target.expr(), target.panel().dashboard().names())
                                .ifPresent(problem -> faults.add(
                                        target.place("/expr"),
                                        "the PromQL does not read: " + problem,
                                        "mend it: the panel stays empty"));
                    }
                }),
                ofTarget(
                        "target-logql-rule",
                        "A query to Loki has a selector and closes its brackets.",
                        TargetRules::logql),
                ofTarget("target-logql-auto-rule", "A range in a query to Loki is $__auto.", (target, faults) -> {
                    if (target.isLoki()) {
                        ranges(target.expr())
                                .forEach(range -> faults.require(
                                        range.equals("$__auto") || range.equals("${__auto}"),
                                        target.place("/expr"),
                                        "the range is [" + range + "]",
                                        "write [$__auto], so that it fits the time range"));
                    }
                }),
                ofOwnQuery(
                        "target-rate-interval-rule",
                        "A rate is taken over $__rate_interval, or over what a rule of the same words takes.",
                        TargetRules::rateInterval),
                ofOwnQuery(
                        "target-counter-agg-rule",
                        "A counter is drawn as its growth, never as it is.",
                        TargetRules::counter),
                ofOwnQuery(
                        "target-job-rule",
                        "Where a job is chosen, every query of scraped series asks for it.",
                        (target, faults) -> chosen(target, "job", faults)),
                ofOwnQuery(
                        "target-instance-rule",
                        "Where an instance is chosen, every query of scraped series asks for it.",
                        (target, faults) -> chosen(target, "instance", faults)),
                ofFolder(
                        "target-series",
                        "Series of the exporter and of rules are there under that name.",
                        TargetRules::series),
                ofTarget("target-format", "The answers have the form that the panel takes.", TargetRules::format),
                ofTarget(
                        "target-step",
                        "A query says its least step, the scrape interval or longer, of which Grafana makes $__rate_interval.",
                        (target, faults) -> faults.require(
                                target.isLoki()
                                        || Durations.parse(target.json()
                                                        .path("interval")
                                                        .asText())
                                                .isPresent(),
                                target.place("/interval"),
                                "the least step is " + target.json().path("interval"),
                                "write the scrape interval, such as \"15s\": what the data source says may be another one")),
                ofTarget("legend-labels", "A series is named by labels that it has.", TargetRules::legend),
                ofTarget(
                        "target-count",
                        "A panel asks at most 26 queries.",
                        (target, faults) -> faults.require(
                                target.panel().targets().size() <= MOST_PANEL_QUERIES
                                        || !target.equals(
                                                target.panel().targets().get(MOST_PANEL_QUERIES)),
                                target.place(""),
                                "it is more than the " + MOST_PANEL_QUERIES + "th query of the panel",
                                "make two panels of it")));
    }

    private static void logql(LintedTarget target, Faults faults) {
        if (target.isLoki()) {
            String withoutFilters = target.expr().replaceAll("[|][=~]?", " ");
            faults.require(
                    STREAMS.matcher(target.expr()).find()
                            && Promql.of(withoutFilters).nonsense().isEmpty(),
                    target.place("/expr"),
                    "'" + target.expr() + "' has no selector of streams, or a bracket that does not close",
                    "begin with one, such as {job=\"api\"}");
        }
    }

    private static List<String> ranges(String logql) {
        return LOKI_RANGE.matcher(logql).results().map(range -> range.group(1)).toList();
    }

    private static void rateInterval(LintedTarget target, Faults faults) {
        for (Promql.Asked asked : target.promql().asked()) {
            boolean rate =
                    asked.calls().stream().findFirst().filter(RATES::contains).isPresent();
            String range = asked.range().orElse("");
            faults.require(
                    !rate || range.matches("\\$__rate_interval|\\$\\{__rate_interval}"),
                    target.place("/expr"),
                    "the rate of " + asked.series() + " is taken over [" + range + "]",
                    "write [$__rate_interval]: a fixed range is empty or misses events at another step");
        }
    }

    private static void counter(LintedTarget target, Faults faults) {
        for (Promql.Asked asked : target.promql().asked()) {
            if (isCounter(asked.series())) {
                faults.require(
                        asked.calls().stream().anyMatch(OF_COUNTERS::contains),
                        target.place("/expr"),
                        "the counter " + asked.series() + " is drawn as it is",
                        "take its rate or its increase: its value says only how long the process runs");
            }
        }
    }

    private static boolean isCounter(String series) {
        Optional<MetricFamily> family = MetricFamilies.ofSeries(series);
        return family.map(known -> known.type() == MetricType.COUNTER || known.type() == MetricType.HISTOGRAM)
                .orElse(series.endsWith("_total") || series.endsWith("_bucket"));
    }

    private static void chosen(LintedTarget target, String label, Faults faults) {
        if (target.panel().dashboard().variable(label).isEmpty()) {
            return;
        }
        for (Promql.Asked asked : target.promql().asked()) {
            boolean scraped = !asked.series().contains(":") && !asked.series().startsWith("ALERTS");
            faults.require(
                    !scraped || asked.matchers().contains(label + "=~\"$" + label + "\""),
                    target.place("/expr"),
                    asked.series() + " is asked of every " + label + " whatever is chosen",
                    "add " + label + "=~\"$" + label + "\"");
        }
    }

    private static Set<String> known() {
        Set<String> known = MetricFamilies.all().stream()
                .flatMap(family -> family.seriesNames().stream())
                .collect(Collectors.toCollection(HashSet::new));
        known.addAll(IncidentFamilies.seriesNames());
        return known;
    }

    /** The series of ours that are asked for and nobody gives. */
    static List<String> unknown(LintedFolder folder, Promql promql) {
        return promql.asked().stream()
                .map(Promql.Asked::series)
                .filter(series -> OURS.stream().anyMatch(series::startsWith) || series.contains(":"))
                .filter(series -> !KNOWN.contains(series) && !folder.hasSeries(series))
                .toList();
    }

    static String nobodyGives(String series) {
        return "neither the exporter nor a rule gives " + series;
    }

    static String remedy(String series) {
        return NearestName.of(series, KNOWN)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("take a series of docs/metrics.md or of the rule files");
    }

    private static void series(LintedFolder folder, Faults faults) {
        folder.dashboards().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> panel.targets().stream())
                .filter(target -> !target.isLoki())
                .forEach(target -> unknown(folder, target.promql())
                        .forEach(series -> faults.add(target.place("/expr"), nobodyGives(series), remedy(series))));
    }

    private static void format(LintedTarget target, Faults faults) {
        if (target.isLoki()) {
            return;
        }
        String format = target.json().path("format").asText();
        String type = target.panel().type();
        faults.require(
                FORMATS.contains(format),
                target.place("/format"),
                "there is no format '" + format + "'",
                "take one of " + FORMATS.stream().sorted().toList());
        faults.require(
                !ROWS.contains(type) || format.equals("table"),
                target.place("/format"),
                "a " + type + " needs rows, and the answers come as " + format,
                "write \"format\": \"table\" and \"instant\": true");
        faults.require(
                !type.equals("heatmap")
                        || format.equals("heatmap")
                        || !target.promql()
                                .labels()
                                .map(labels -> labels.contains("le"))
                                .orElse(false),
                target.place("/format"),
                "buckets by le add up, and the answers come as " + format,
                "write \"format\": \"heatmap\"");
        faults.require(
                target.json().path("instant").isBoolean()
                        && target.json().path("range").isBoolean()
                        && target.json().path("instant").asBoolean()
                                != target.json().path("range").asBoolean(),
                target.place(""),
                "a query is either of an instant or of a range",
                "set one of instant and range");
    }

    private static void legend(LintedTarget target, Faults faults) {
        Optional<Set<String>> labels = target.promql().labels();
        if (labels.isEmpty() || target.isLoki()) {
            return;
        }
        LEGEND.matcher(target.json().path("legendFormat").asText())
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(label -> !labels.get().contains(label))
                .forEach(label -> faults.add(
                        target.place("/legendFormat"),
                        "the series have no label " + label,
                        "name them by one of " + labels.get().stream().sorted().toList()));
    }
}
