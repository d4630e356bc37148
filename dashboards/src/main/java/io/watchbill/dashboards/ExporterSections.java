package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the monitoring itself is well: its own checks, then what comes in, what is kept, what it costs. */
final class ExporterSections {

    private final Exporters exporters;

    private ExporterSections(Plan plan) {
        this.exporters = Exporters.of(plan);
    }

    static List<Section> of(Plan plan, Alerted alerted) {
        Section checks = Section.open(
                View.EXPORTER.key(),
                "Is the monitoring itself well?",
                alerted.checks(
                        PanelKeys.MONITORING,
                        "Checks of the monitoring",
                        "While a check is in trouble, what it is about cannot be believed."));
        if (plan.specification().models().isEmpty()) {
            return List.of(checks);
        }
        List<Section> sections = new ArrayList<>(List.of(checks));
        sections.addAll(new ExporterSections(plan).detail(plan));
        return sections;
    }

    private List<Section> detail(Plan plan) {
        return List.of(
                Section.open(
                        "state",
                        "State and settings",
                        List.of(failing(), damaged(), unreadable(), reload(), web(), snapshot(plan))),
                Section.open("ingest", "What comes in", List.of(events(), errors(), batches())),
                Section.open("limits", "Bounds", List.of(limits(), dropped())),
                Section.folded(
                        "sources", "Sources that the exporter reads itself", List.of(sources(), problems(), newest())),
                Section.folded("refused", "Refused and ignored", List.of(refused(), ignored())),
                Section.folded(
                        "cost",
                        "What it costs",
                        List.of(scrape(), heap(), cpu(), stateBytes(), stateMemory(), syncs(), recovered(), files())));
    }

    private Draft flag(String key, String title, MetricFamily family, boolean goodIsOne, String says) {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("0", new Result(goodIsOne ? "no" : "fine", goodIsOne ? Looks.CRITICAL : Looks.GOOD, 0));
        words.put("1", new Result(goodIsOne ? "fine" : "yes", goodIsOne ? Looks.GOOD : Looks.CRITICAL, 1));
        return Draft.number(key, title)
                .says(says)
                .whenEmpty("no exporter")
                .mapped(ValueMapping.values(words))
                .thresholds(goodIsOne ? Looks.atLeast(BigDecimal.ONE) : Looks.atLeastIsTrouble(BigDecimal.ONE))
                .now(
                        (goodIsOne ? "min(" : "max(")
                                + exporters.own(Series.of(family).text()) + ")",
                        "state")
                .sized(4, Draft.SMALL_HEIGHT);
    }

    private Draft failing() {
        return flag(
                "exporter/failing",
                "Storing fails",
                MetricFamilies.STATE_FAILING,
                false,
                "Whether events cannot be stored, so that senders get 503 and send again. Look at the disk.");
    }

    private Draft damaged() {
        return Draft.number("exporter/damaged", "Damaged stores")
                .says(
                        "Stores that could not be read at a start and were moved aside. Normal is none; look at db.damaged-* in"
                                + " the data folder, and remove it when nobody needs it.")
                .whenEmpty("no exporter")
                .thresholds(Looks.atLeastIsTrouble(BigDecimal.ONE))
                .now(
                        "max("
                                + exporters.own(Series.of(MetricFamilies.STATE_DAMAGED_STORES)
                                        .text())
                                + ")",
                        "stores")
                .sized(4, Draft.SMALL_HEIGHT);
    }

    private Draft unreadable() {
        return Draft.number("exporter/unreadable", "Damaged predictions")
                .says(
                        "Ids whose labels and business events were counted without their prediction in the time that is shown,"
                                + " because what the store keeps of it is damaged. Normal is none; look for a failing disk. Such"
                                + " labels become orphans.")
                .whenEmpty("nothing is kept on disk")
                .thresholds(Looks.atLeastIsTrouble(BigDecimal.ONE))
                .now(
                        "ceil(sum("
                                + exporters.own(Series.of(MetricFamilies.STATE_UNREADABLE_PREDICTIONS)
                                        .growthInRange())
                                + "))",
                        "ids")
                .sized(4, Draft.SMALL_HEIGHT);
    }

    private Draft reload() {
        return flag(
                "exporter/reload",
                "Last reload used",
                MetricFamilies.RELOAD_SUCCESSFUL,
                true,
                "Whether specifications and profiles could be used when they were last read. No: the old ones go on, and the"
                        + " log says what is wrong.");
    }

    private Draft web() {
        return flag(
                "exporter/web",
                "Web configuration used",
                MetricFamilies.WEB_CONFIG_RELOAD,
                true,
                "Whether certificates and passwords could be used when they were last read.");
    }

    /** In the colours of its alert, on the very number that the alert compares. */
    private Draft snapshot(Plan plan) {
        Draft draft = Draft.number("exporter/snapshot", "Age of the last snapshot")
                .says(
                        "How long ago the state was last saved, of the exporter that saved it longest ago. Normal is under a"
                                + " minute; the journal holds what came since and grows until the next one. The colour is that of"
                                + " the alert on it.")
                .unit(GrafanaUnit.AGE)
                .whenEmpty("nothing is kept on disk")
                .now(
                        "max("
                                + exporters.own("time() - "
                                        + Series.of(MetricFamilies.STATE_LAST_SNAPSHOT)
                                                .text())
                                + ")",
                        "age")
                .sized(4, Draft.SMALL_HEIGHT);
        return draft.thresholds(Looks.of(plan.alerts().stream()
                .flatMap(alert -> AlertLine.of(alert).stream())
                .filter(line -> line.isOf(MetricFamilies.STATE_LAST_SNAPSHOT))
                .map(line -> new Looks.Trouble(line.bound(), line.critical()))
                .toList()));
    }

    private Draft events() {
        return rate(
                "exporter/events",
                "Events a second, by source",
                "What each source brings, whatever becomes of it. A source that falls to nought has a sender that stopped.",
                MetricFamilies.INGEST_EVENTS,
                LabelNames.SOURCE,
                "no event yet");
    }

    private Draft errors() {
        return Draft.lines("exporter/errors", "Events that do not count, by reason", true)
                .says(
                        "Events a second that were not accepted, by result: malformed, unknown_model, over_limit, future, late,"
                                + " duplicate, dropped. The answer to the sender names the line and the cause.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .emptyWhenHealthy("none")
                .line(
                        exporters.sumBy(
                                        LabelNames.RESULT,
                                        Series.of(MetricFamilies.INGEST_EVENTS)
                                                .whereNot(LabelNames.RESULT, "accepted")
                                                .rate())
                                + " > 0",
                        "{{result}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft batches() {
        return Draft.lines("exporter/batches", "Time to take in a batch", false)
                .says(
                        "How long one batch takes until it is stored: half of them, and 99 of 100. What climbs is the disk, or the"
                                + " processor.")
                .unit(GrafanaUnit.SECONDS)
                .from(0)
                .whenEmpty("no batch yet")
                .line(quantile("0.5", MetricFamilies.INGEST_BATCH_DURATION), "p50")
                .line(quantile("0.99", MetricFamilies.INGEST_BATCH_DURATION), "p99")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft limits() {
        return Draft.lines("exporter/limits", "How much of each bound is used", true)
                .says(
                        "Each bound that is in use, as a share of what is allowed. At 1, things are refused or forgotten: raise the"
                                + " bound, or find out who sends so much.")
                .unit(GrafanaUnit.SHARE)
                .decimals(0)
                .from(0)
                .upTo(1)
                .whenEmpty("no exporter")
                .line(
                        exporters.maxBy(
                                LabelNames.LIMIT,
                                Series.of(MetricFamilies.LIMIT_USED).text() + " / ("
                                        + Series.of(MetricFamilies.LIMIT_MAX).text() + " > 0)"),
                        "{{limit}}");
    }

    private Draft dropped() {
        return Draft.lines("exporter/dropped", "Lost at a bound, a second", true)
                .says("What was forgotten, or not kept apart, because a bound was reached. Normal is none.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .emptyWhenHealthy("nothing")
                .line(
                        exporters.sumBy(
                                        LabelNames.LIMIT,
                                        Series.of(MetricFamilies.LIMIT_DROPPED).rate()) + " > 0",
                        "{{limit}}");
    }

    private Draft sources() {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("0", new Result("cannot be read", Looks.CRITICAL, 0));
        words.put("1", new Result("read", Looks.GOOD, 1));
        return Draft.bands("exporter/sources", "Inputs")
                .says("Files and topics that the exporter reads by itself.")
                .whenEmpty("it reads none")
                .mapped(ValueMapping.values(words))
                .thresholds(Looks.atLeast(BigDecimal.ONE))
                .line(
                        "min by (" + LabelNames.SOURCE + ", " + LabelNames.NAME + ") ("
                                + exporters.own(
                                        Series.of(MetricFamilies.SOURCE_UP).text()) + ")",
                        "{{source}} {{name}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft problems() {
        return Draft.lines("exporter/problems", "Problems of inputs, by reason", true)
                .says("How often an input could not be read, or not in full, a second. The log says more.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .emptyWhenHealthy("none")
                .line(
                        exporters.sumBy(
                                        LabelNames.SOURCE + ", " + LabelNames.REASON,
                                        Series.of(MetricFamilies.SOURCE_PROBLEMS)
                                                .rate())
                                + " > 0",
                        "{{source}} {{reason}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft newest() {
        return Draft.lines("exporter/newest", "Age of the newest event, by source", false)
                .says(
                        "How far the newest event of each source lies behind. Where old events are sent on purpose (clock: replay),"
                                + " this is how old they are.")
                .unit(GrafanaUnit.SECONDS)
                .whenEmpty("no event yet")
                .line(
                        "time() - "
                                + exporters.maxBy(
                                        LabelNames.SOURCE,
                                        Series.of(MetricFamilies.SOURCE_NEWEST_EVENT)
                                                .text()),
                        "{{source}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft refused() {
        return rate(
                        "exporter/refused",
                        "Requests refused, by listener and reason",
                        "Requests without the right credentials, or cut at their deadline. Many: a sender with an old password, or"
                                + " somebody who tries.",
                        MetricFamilies.REQUESTS_REFUSED,
                        LabelNames.LISTENER + ", " + LabelNames.REASON,
                        "none")
                .whenEmpty("no exporter")
                .sized(Draft.HALF, Draft.HEIGHT);
    }

    private Draft ignored() {
        return rate(
                        "exporter/ignored",
                        "Values ignored, by reason",
                        "What accepted events held and the specification does not declare: usually a feature that is not in it yet.",
                        MetricFamilies.IGNORED_VALUES,
                        LabelNames.MODEL + ", " + LabelNames.REASON,
                        "none")
                .whenEmpty("no exporter")
                .sized(Draft.HALF, Draft.HEIGHT);
    }

    private Draft rate(String key, String title, String says, MetricFamily family, String by, String empty) {
        return Draft.lines(key, title, true)
                .says(says)
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .whenEmpty(empty)
                .line(exporters.sumBy(by, Series.of(family).rate()), "{{" + by.replace(", ", "}} {{") + "}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft scrape() {
        return Draft.lines("exporter/scrape", "Time to answer a scrape", false)
                .says(
                        "What a scrape costs the exporter: half of them, and 99 of 100. Normal is far under the scrape interval.")
                .unit(GrafanaUnit.SECONDS)
                .from(0)
                .whenEmpty("not scraped")
                .line(quantile("0.5", MetricFamilies.SCRAPE_DURATION), "p50")
                .line(quantile("0.99", MetricFamilies.SCRAPE_DURATION), "p99")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private String quantile(String quantile, MetricFamily family) {
        return "histogram_quantile(" + quantile + ", "
                + exporters.sumBy("le", Series.of(family).buckets().rate()) + ")";
    }

    private Draft heap() {
        return Draft.lines("exporter/heap", "Heap", false)
                .says(
                        "Heap in use, and its maximum. A line that does not fall after collections is state that grows: see Bounds.")
                .unit(GrafanaUnit.BYTES)
                .from(0)
                .whenEmpty("no exporter")
                .line(
                        "sum by (instance) (" + exporters.own("jvm_memory_used_bytes{area=\"heap\"}") + ")",
                        "{{instance}} used")
                .line(
                        "sum by (instance) (" + exporters.own("jvm_memory_max_bytes{area=\"heap\"}") + ")",
                        "{{instance}} maximum")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft cpu() {
        return Draft.lines("exporter/cpu", "Processors in use", false)
                .says("CPU seconds a second of the exporter's process, and the part of it that collects garbage.")
                .from(0)
                .whenEmpty("no exporter")
                .line(
                        "sum by (instance) (" + exporters.own("rate(process_cpu_seconds_total[$__rate_interval])")
                                + ")",
                        "{{instance}}")
                .line(
                        "sum by (instance) (" + exporters.own("rate(jvm_gc_collection_seconds_sum[$__rate_interval])")
                                + ")",
                        "{{instance}} garbage collection")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private Draft stateBytes() {
        return Draft.lines("exporter/state-bytes", "State on the disk", false)
                .says(
                        "Size of state and journal. It grows with predictions that wait for labels, not with traffic as such.")
                .unit(GrafanaUnit.BYTES)
                .from(0)
                .whenEmpty("nothing is kept on disk")
                .line(
                        "sum("
                                + exporters.own(
                                        Series.of(MetricFamilies.STATE_BYTES).text()) + ")",
                        "bytes")
                .sized(Draft.QUARTER, Draft.HEIGHT);
    }

    private Draft stateMemory() {
        return Draft.lines("exporter/state-memory", "State in memory, outside of the heap", false)
                .says(
                        "What is kept in memory of the state on the disk. Filters grow with predictions that wait for labels; cache"
                                + " and buffers have bounds.")
                .unit(GrafanaUnit.BYTES)
                .from(0)
                .whenEmpty("nothing is kept on disk")
                .line(
                        "sum by (instance, part) ("
                                + exporters.own(
                                        Series.of(MetricFamilies.STATE_MEMORY).text()) + ")",
                        "{{instance}} {{part}}")
                .sized(Draft.QUARTER, Draft.HEIGHT);
    }

    private Draft syncs() {
        return Draft.lines("exporter/syncs", "Syncs to the disk, a second", false)
                .says(
                        "How often what came in was made sure of on the disk. Deliveries that come together share one: many are"
                                + " many small deliveries, few beside a long time to take in a batch are a slow disk.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .whenEmpty("nothing is kept on disk")
                .line(
                        "sum by (instance) ("
                                + exporters.own(
                                        Series.of(MetricFamilies.STATE_SYNCS).rate()) + ")",
                        "{{instance}}")
                .sized(Draft.QUARTER, Draft.HEIGHT);
    }

    private Draft recovered() {
        return Draft.lines("exporter/recovered", "Batches read again from the journal", false)
                .says(
                        "What was read again at starts, since the last snapshot had not held it yet. A step is a start after a crash.")
                .from(0)
                .whenEmpty("nothing is kept on disk")
                .line(
                        "sum("
                                + exporters.own(Series.of(MetricFamilies.STATE_RECOVERED_BATCHES)
                                        .growth())
                                + ")",
                        "batches")
                .sized(Draft.QUARTER, Draft.HEIGHT);
    }

    private Draft files() {
        return Draft.lines("exporter/files", "Open files", false)
                .says("File descriptors of the exporter's process: connections and the store's files.")
                .from(0)
                .whenEmpty("no exporter")
                .line("sum by (instance) (" + exporters.own("process_open_fds") + ")", "{{instance}}")
                .sized(Draft.QUARTER, Draft.HEIGHT);
    }
}
