package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Drift;
import io.watchbill.spec.Model;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first row: why a panel below may be blank, from the scrape to the number of samples. */
final class BlankSection {

    /** Fewer panels than this do not fill the row. */
    private static final int FEWEST = 4;

    private BlankSection() {}

    static Section of(Plan plan, View view) {
        Scope scope = new Scope(plan.specification());
        List<Draft> drafts = new ArrayList<>();
        drafts.add(rules(new AlertSeries(plan).watchdog()));
        switch (view) {
            case INFRASTRUCTURE -> sources(plan, plan.specification().sources().infrastructure(), drafts);
            case APPLICATION -> sources(plan, plan.specification().sources().application(), drafts);
            case OVERVIEW, MODEL, BUSINESS, SLO, ON_CALL, EXPORTER -> addExporter(scope, Exporters.of(plan), drafts);
            case DRIFT -> {
                addExporter(scope, Exporters.of(plan), drafts);
                if (!scope.models().isEmpty()) {
                    drafts.add(samples(scope));
                    drafts.add(reasons());
                }
            }
        }
        drafts.forEach(draft -> draft.sized(Draft.FULL / Math.max(FEWEST, drafts.size()), Draft.SMALL_HEIGHT));
        return Section.open("blank", "Why is this blank?", drafts);
    }

    private static void addExporter(Scope scope, Exporters exporters, List<Draft> drafts) {
        if (!scope.models().isEmpty()) {
            drafts.addAll(List.of(exporter(exporters), accepted(exporters), refused(exporters)));
        }
    }

    static Draft rules(Series watchdog) {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("0", new Result("not evaluated", Looks.CRITICAL, 0));
        words.put("1", new Result("evaluated", Looks.GOOD, 1));
        return Draft.number(PanelKeys.RULES, "Rules")
                .says(
                        "Whether Prometheus evaluates the system's rules, told by the alert that always fires. Not evaluated:"
                                + " what is recorded and every alert is blank. Look at Prometheus under Status, Rules: are the"
                                + " generated rule files loaded?")
                .whenEmpty("Prometheus does not answer")
                .mapped(ValueMapping.values(words))
                .thresholds(Looks.atLeast(BigDecimal.ONE))
                .now("clamp_max(count(" + watchdog.text() + "), 1) or vector(0)", "rules");
    }

    private static void sources(Plan plan, List<Source> sources, List<Draft> drafts) {
        for (int i = 0; i < sources.size(); i++) {
            String key = "blank/source/" + sources.get(i).preset() + "/" + i;
            SourcePanels.anySeries(plan.catalogue(), sources.get(i))
                    .map(presence -> source(key, presence))
                    .ifPresent(drafts::add);
        }
    }

    private static Draft source(String key, SourcePanels.Presence presence) {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("0", new Result("not scraped", Looks.CRITICAL, 0));
        return Draft.number(key, "Series of " + presence.name())
                .says(
                        "How many series of this source are there, of " + presence.metric()
                                + ". 0: nothing with the source's"
                                + " selector is scraped; compare sources in the specification with Prometheus under Status, Targets.")
                .whenEmpty("Prometheus does not answer")
                .mapped(ValueMapping.values(words))
                .thresholds(Looks.atLeast(BigDecimal.ONE))
                .now("count(" + presence.promql() + ") or vector(0)", "series");
    }

    /** Whether an exporter of any system is scraped. */
    static Draft exporter() {
        return exporter(
                "How many exporters Prometheus scrapes. 0: the exporter is down or Prometheus does not know it;"
                        + " everything of the layers model and business is blank then. Look at the exporter's log and at"
                        + " Prometheus under Status, Targets.",
                Series.of(MetricFamilies.BUILD).text());
    }

    private static Draft exporter(Exporters exporters) {
        return exporter(
                "How many exporters that run this specification Prometheus scrapes. 0: the exporter is down, does not have"
                        + " the specification, or Prometheus does not know it; everything of the layers model and business is"
                        + " blank then. Look at the exporter's log and at Prometheus under Status, Targets.",
                exporters.own(Series.of(MetricFamilies.BUILD).text()));
    }

    private static Draft exporter(String says, String exporters) {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("0", new Result("not scraped", Looks.CRITICAL, 0));
        return Draft.number("blank/exporter", "Exporters seen")
                .says(says)
                .whenEmpty("Prometheus does not answer")
                .mapped(ValueMapping.values(words))
                .thresholds(Looks.atLeast(BigDecimal.ONE))
                .now("count(" + exporters + ") or vector(0)", "exporters");
    }

    private static Draft accepted(Exporters exporters) {
        return Draft.number("blank/accepted", "Events accepted")
                .says(
                        "Events that the exporters of this system took in, a second, of all models. 0: nothing is sent, or"
                                + " everything is refused; see the panel beside this one.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .whenEmpty("no exporter")
                .thresholds(Thresholds.rising(Looks.WARNING, List.of(new Step(Looks.GOOD, new BigDecimal("0.000001")))))
                .now(
                        "sum("
                                + exporters.own(Series.of(MetricFamilies.INGEST_EVENTS)
                                        .where(LabelNames.RESULT, "accepted")
                                        .rate())
                                + ")",
                        "accepted");
    }

    private static Draft refused(Exporters exporters) {
        return Draft.numbers("blank/refused", "Events not counted, by reason")
                .says("Events that were not counted, a second, by reason: malformed (not an observation), unknown_model"
                        + " (no such model in the specification), late (older than every window), future, duplicate,"
                        + " over_limit, dropped. The answer to the sender names the line and the cause.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .emptyWhenHealthy("none")
                .thresholds(Thresholds.rising(Looks.GOOD, List.of(new Step(Looks.WARNING, new BigDecimal("0.000001")))))
                .now(
                        exporters.sumBy(
                                        LabelNames.RESULT,
                                        Series.of(MetricFamilies.INGEST_EVENTS)
                                                .whereNot(LabelNames.RESULT, "accepted")
                                                .rate())
                                + " > 0",
                        "{{result}}");
    }

    private static Draft samples(Scope scope) {
        String promise = scope.agreed(Model::drift)
                .map(Drift::minimumSamples)
                .map(minimum -> "Under " + minimum + " there is no verdict on drift.")
                .orElse("Under the model's minimumSamples there is no verdict on drift.");
        Draft draft = Draft.number("blank/samples", "Samples in the window, fewest")
                .says("Values in the chosen window, of the column with the fewest. " + promise)
                .whenEmpty("none yet")
                .now(
                        "min("
                                + Series.inWindow(MetricFamilies.DRIFT_WINDOW_SAMPLES)
                                        .text() + ")",
                        "samples");
        scope.agreed(Model::drift)
                .map(Drift::minimumSamples)
                .ifPresent(minimum -> draft.thresholds(Looks.atLeast(BigDecimal.valueOf(minimum))));
        return draft;
    }

    private static Draft reasons() {
        return Draft.numbers("blank/reasons", "Columns without a verdict, by reason")
                .says("How many columns have no verdict in the chosen window, and why: window_filling (not observed for"
                        + " its whole length yet), insufficient_data (too few samples), no_reference (no profile for this"
                        + " version), constant (one value only), capped (too many categories).")
                .emptyWhenHealthy("every column has one")
                .thresholds(Thresholds.none(Looks.WARNING))
                .now(
                        "count by (" + LabelNames.REASON + ") ("
                                + Series.inWindow(MetricFamilies.DRIFT_NO_VERDICT)
                                        .text() + ")",
                        "{{reason}}");
    }
}
