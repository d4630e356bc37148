package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Durations;
import io.watchbill.testing.Golden;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/alerts.md}: the words are written here, the table is the plan of the example. */
class AlertsPageTest {

    private static final Plan PLAN = Planner.plan(Specifications.example(), Target.DEFAULT);

    private static final String WORDS = """
            # Alerts

            What `watchbill compile` makes alerts of, and what they carry. `watchbill explain` shows the thresholds with
            their origins; this page is held current by a test.

            ## Where alerts come from

            - **Written**: `alerting.alerts`, as a condition or as PromQL.
            - **Key metrics**: a warning threshold gives an alert at P4, a critical one at P2, unless `severity` says
              otherwise. `error_rate` becomes `<System>ErrorRateHigh` and `<System>ErrorRateHighWarning`.
            - **Drift**: `<System>FeatureDrift` and `<System>PredictionDrift` fire where the exporter's verdict is critical,
              their `Warning` forms where it is a warning: effect and significance have both passed the model's thresholds.
              One rule speaks for all models, columns and windows; its labels say which. Models without a reference have none.
            - **Performance**: `<System>PerformanceDrop` and `<System>ConfidenceDecay`, likewise with both thresholds.
            - **Runs**: a batch model's `deadline` gives `<System>RunLate` at P2 when a run was due and none has become complete
              since its start, its `rows` give `<System>RunRows` at P3 when the last complete run has fewer or more.
            - **Down**: every application source says when the system cannot serve: `<System>Down`, P1.
            - **Objectives**: four tiers of burning the error budget, P1 to P4, a budget that is used up (P3), and counters that
              have vanished (P2). [Objectives](slos.md) has the arithmetic.
            - **Monitoring**: exporter down, anywhere or in one cluster where it ran within the last week; with several replicas one
              that does not answer; ingestion stopped, labels stopped, no verdict for a day, monitoring behind (unless the model
              replays old events), an old snapshot, rules that Prometheus cannot evaluate or leaves out, notifications that
              do not reach Alertmanager, or people (where Prometheus scrapes Alertmanager, too), a specification that is not the
              compiled one, and a watchdog that always fires, for a dead man's switch. Ingestion has stopped when no prediction arrived for a quarter of an hour at a time of day with
              steady traffic, or while an application source other than the exporter counts requests; `micrometer` and
              `opentelemetry` count probes too, and take part only where their selector leaves some out.

            A written alert takes the place of an implied one with the same name or the same clauses.

            ## What a condition means in PromQL

            - A score of drift counts only where the exporter gives a verdict: too few samples give no alert.
            - Ratios are absent without traffic, and 0 without errors. Nothing fires on idle.
            - Several replicas or machines: the worst one decides. `cluster` stays apart, where the scrape sets it. With
              `monitoring: {replicas: several}` scores and verdicts of drift and most metrics of performance are of all replicas'
              events together: docs/statistics.md, "Several replicas".
            - Clauses joined by `and` must hold for the same model, version, column and so on, as far as both know them.
            - A metric that several sources measure is compared source by source.

            ## What an alert carries

            Labels: `system`, `team`, `environment` (if set), `layer`, `priority`, `severity` and what else
            `alerting.severities` sets, `cluster` if present, and the labels that tell its alerts apart, such as `model` and
            `column`; those on objectives have `slo`, and `tier` where they speak of a speed. Never `instance`, `pod` or `job`. The
            watchdog is no trouble: its `severity` is `none`, as with the mixins.
            Annotations: `summary`, `description`, `impact`, `runbook_url` and `dashboard_url`, the last two where `metadata.links` has their bases.

            An alert that fires goes on while whoever measures is away: the exporter of a score, the series of a rate. One on a score
            goes on, too, while the exporter runs but has no score, as when traffic stops and the window empties; it ends when
            another version has a score, or when the exporter watches the column, window or model no more. Ingestion that stopped
            has until predictions are back. The value is then NaN, and the text says that it is unknown. It resolves when the series
            are back and good. A model that leaves the specification takes its alerts along. A rate without traffic is known, and
            good: nothing fires on idle. PromQL that a team wrote itself is left as it is.

            While a critical alert fires, its warning for the same labels does not notify; while a written drift alert that is
            as urgent fires, neither does the implied one about the same column; a fast tier of an objective silences the
            slower ones.

            ## When a cluster is retired

            Nothing tells a cluster that was taken away from one that fell silent. So it is missed: `<System>ExporterDown` and
            `<System><Objective>Unmeasured` fire for it, and what fired in it goes on, for a week after its exporter was last scraped, its objective's
            events last counted. Then all of them end by themselves. Until then silence them:

                amtool silence add system=shop cluster=b --duration 8d --comment "b is retired"

            Alerts on rates of other sources, such as `<System>CpuUsageHigh` or `<System>ErrorRateHigh`, do not end so: how long ago their series were there is
            not remembered, since reading thousands of them over a week at each evaluation would cost too much. If one fires when its cluster is retired, let Prometheus
            forget it: take the system's rule files away, reload, wait five minutes, put them back, reload. What still holds fires again after its `for`.

            ## The alerts of the example

            """;

    @Test
    void thePageIsCurrent() {
        StringBuilder page = new StringBuilder(WORDS);
        page.append("| alert | priority | layer | for | told apart by |\n|---|---|---|---|---|\n");
        for (PlannedAlert alert : PLAN.alerts()) {
            page.append("| `").append(alert.name()).append("` | ");
            page.append(alert.priority())
                    .append(" | ")
                    .append(alert.layer().text())
                    .append(" | ");
            page.append(Durations.format(alert.holdFor())).append(" | ");
            page.append(String.join(", ", alert.identityLabels())).append(" |\n");
        }
        Golden.of("../docs/alerts.md").holds(page.toString());
    }

    @Test
    void theWordsNameEveryLabelAndAnnotation() {
        Set<String> named = new LinkedHashSet<>();
        PLAN.alerts().forEach(alert -> {
            named.addAll(alert.labels().keySet());
            named.addAll(alert.annotations().keySet());
        });
        assertThat(named).allSatisfy(name -> assertThat(WORDS).contains("`" + name + "`"));
    }

    @Test
    void theExampleHasAnAlertOfEveryKindButThoseOfBatchModels() {
        List<AlertKind> kinds = PLAN.alerts().stream().map(PlannedAlert::kind).toList();
        assertThat(EnumSet.copyOf(kinds))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(AlertKind.RUN_LATE, AlertKind.RUN_ROWS)));
    }
}
