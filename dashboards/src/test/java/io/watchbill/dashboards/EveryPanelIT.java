package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.grafana.Annotation;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.catalogue.MetricType;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of the panels and annotations of a system that has what the example has not: segments, a regression, quality
 * scores, runs, two models. Its Prometheus has every series of the metric contract, with the labels of the contract.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPanelIT {

    private static final Plan PLAN = ExamplePlans.shop("""
            models:
              demand:
                task: regression
                features: {price: {type: numeric}, shop: {type: categorical}}
                references: {default: a.json}
                segments: [region]
                serving: {batch: {schedule: "every day 02:00", deadline: "05:00", rows: 1.8M..2.2M}}
                drift: {windows: [24h, 7d]}
                performance: {windows: [24h, 7d], holdout: {arm: holdout, share: 5%, difference: 1%}}
                quality: {groundedness: {range: 0..1, worse: lower}}
              fraud:
                task: multiclass-classification
                features: {country: {type: categorical}, amount: {type: numeric}}
                references: {default: b.json}
                drift: {windows: [24h, 7d]}
            business:
              windows: [24h, 7d]
              conversion: {event: bought, within: 1h, per: prediction}
              value: {event: bought, unit: eur}
              feedback: {positive: [up], negative: [down]}
              downstream: {failed: [rejected]}
            sources: {application: [{preset: watchbill}]}
            monitoring:
              keyMetrics:
                - {metric: mae, over: 24h, warning: "> 3"}
                - {metric: label_coverage, over: 24h, warning: "< 80%"}
                - {metric: conversion_rate, over: 24h, warning: "< 1%"}
            """);

    private static final Duration RANGE = Duration.ofHours(2);
    private static final Duration SCRAPE = Duration.ofSeconds(15);
    private static final Instant END = Instant.parse("2026-01-05T08:00:00Z");
    private static final Instant START = END.minus(RANGE);

    /** Of rules, of Java and of others: what records and shows them is not here. */
    private static final Pattern OTHERS = Pattern.compile(
            "\\bnode_|\\bprometheus_|\\balertmanager_|\\bwatchbill_incident|\\bjvm_|\\bprocess_|ALERTS|\\w:\\w");

    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final String A_WEEK_BEFORE = "offset 1w";

    private PrometheusServer prometheus;
    private GrafanaAnswers answers;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        for (MetricFamily family : MetricFamilies.all()) {
            for (String name : family.seriesNames()) {
                List<String> labels = new ArrayList<>(family.labels());
                if (name.endsWith("_bucket")) {
                    labels.add("le");
                }
                lay(series, family, name, labelled(labels), START);
            }
        }
        lay(
                series,
                MetricFamilies.REQUESTS,
                "ml_requests_total",
                List.of("model=\"demand\",version=\"2\",outcome=\"ok\""),
                later());
        lay(series, MetricFamilies.SPEC, MetricFamilies.SPEC.name(), List.of("name=\"shop\",hash=\"new\""), later());
        lay(series, MetricFamilies.SPEC, "up", List.of(""), START);
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
        answers = new GrafanaAnswers(prometheus);
    }

    private static Instant later() {
        return START.plus(RANGE.dividedBy(2));
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static void lay(
            BackfilledSeries series, MetricFamily family, String name, List<String> labelled, Instant from) {
        for (String labels : labelled) {
            int number = 0;
            for (Instant at = from; !at.isAfter(END); at = at.plus(SCRAPE)) {
                series.add(
                        name + "{" + labels + (labels.isEmpty() ? "" : ",")
                                + "cluster=\"eu\",job=\"exporter\",instance=\"a\"}",
                        at,
                        value(family, labels, number++));
            }
        }
    }

    private static String value(MetricFamily family, String labels, int number) {
        boolean counts = family.type() == MetricType.COUNTER || family.type() == MetricType.HISTOGRAM;
        if (counts) {
            return Integer.toString(number * (labels.contains("le=\"0.5\"") ? 1 : 2));
        }
        return family.name().endsWith("_timestamp_seconds") ? Long.toString(START.getEpochSecond()) : "0.5";
    }

    private static List<String> labelled(List<String> labels) {
        List<String> all = List.of("");
        for (String label : labels) {
            all = all.stream()
                    .flatMap(before -> values(label)
                            .map(value -> before + (before.isEmpty() ? "" : ",") + label + "=\"" + value + "\""))
                    .toList();
        }
        return all;
    }

    private static Stream<String> values(String label) {
        return switch (label) {
            case LabelNames.MODEL -> Stream.of("demand", "fraud");
            case LabelNames.COLUMN -> Stream.of("price", "prediction");
            case LabelNames.BIN -> Stream.of("1 low", "2 high");
            case LabelNames.WINDOW -> Stream.of("24h", "7d");
            case LabelNames.RESULT -> Stream.of("accepted", "joined");
            case LabelNames.SEGMENT -> Stream.of("region");
            case LabelNames.METRIC -> Stream.of("accuracy", "mae");
            case LabelNames.OUTCOME -> Stream.of("ok", "error", "rejected");
            case LabelNames.KIND -> Stream.of("feature", "prediction");
            case LabelNames.UNIT -> Stream.of("eur");
            case LabelNames.NAME -> Stream.of("shop");
            case "le" -> Stream.of("0.5", "1", "+Inf");
            default -> Stream.of("1");
        };
    }

    @Test
    void everyQueryOfEveryPanelReturnsSeriesWithTheLabelsThatNameThem() {
        Set<Long> emptyWhenHealthy = Dashboards.emptyWhenHealthy(new Fleet(List.of(PLAN)));
        List<String> faults = new ArrayList<>();
        int asked = 0;
        for (Dashboard dashboard : Dashboards.of(PLAN)) {
            for (Panel panel : dashboard.allPanels()) {
                for (Target target : panel.targets()) {
                    boolean empty = emptyWhenHealthy.contains(panel.id())
                            || String.valueOf(target.legendFormat()).endsWith(", another replica");
                    if (!empty && !OTHERS.matcher(target.expr()).find()) {
                        faults.addAll(faults(dashboard, panel, target));
                        asked++;
                    }
                }
            }
        }

        assertThat(faults).isEmpty();
        assertThat(asked).isGreaterThan(80);
    }

    private List<String> faults(Dashboard dashboard, Panel panel, Target target) {
        List<String> faults = new ArrayList<>();
        Set<Map<String, String>> choices = new HashSet<>();
        for (String model : List.of("demand", "fraud")) {
            choices.add(
                    Map.of("model", model, "version", "1", "window", "24h", "column", "price", "segment", "region"));
        }
        for (Map<String, String> chosen : choices) {
            Instant end = target.expr().contains(A_WEEK_BEFORE) ? END.plus(Duration.ofDays(7)) : END;
            List<JsonNode> series = answers.to(target, chosen, end, Duration.ofHours(1));
            String where =
                    dashboard.title() + ": " + panel.title() + " " + target.refId() + " of " + chosen.get("model");
            if (series.isEmpty()) {
                faults.add(where + " returns nothing: " + target.expr());
            }
            LABEL.matcher(String.valueOf(target.legendFormat()))
                    .results()
                    .map(match -> match.group(1))
                    .filter(label ->
                            series.stream().anyMatch(one -> !one.path("metric").has(label)))
                    .forEach(label -> faults.add(where + " has series without " + label));
        }
        return faults;
    }

    @Test
    void everyAnnotationMarksWhatHappened() {
        for (Dashboard dashboard : Dashboards.of(PLAN)) {
            List<Annotation> marks = dashboard.annotations().list().stream()
                    .filter(annotation -> annotation.target() != null
                            && !OTHERS.matcher(annotation.target().expr()).find())
                    .toList();
            assertThat(marks)
                    .extracting(Annotation::name)
                    .containsExactly("New model versions", "Specification changed");
            for (Annotation mark : marks) {
                List<JsonNode> series = answers.over(
                        mark.target().expr(),
                        START.getEpochSecond() + 600,
                        END.getEpochSecond(),
                        Duration.ofMinutes(5));
                assertThat(series).as(dashboard.title() + ": " + mark.name()).hasSize(1);
                LABEL.matcher(String.valueOf(mark.titleFormat()))
                        .results()
                        .forEach(
                                label -> assertThat(series.get(0).path("metric").has(label.group(1)))
                                        .isTrue());
            }
        }
    }
}
