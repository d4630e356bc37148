package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.ObjectivePeriod;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Person;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Quantity;
import io.watchbill.spec.finding.FindingText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    /** The document of the flight-delay example. */
    private static final String TABLES = """
            ## Operations Specification: Flight delay predictor

            ### Monitoring Configuration

            #### Dashboards

            | Dashboard | Purpose | Link |
            |-----------|---------|------|
            | Flight delay predictor / Overview | What fires | ../../dashboards/flight-delay-overview.json |
            | Airport map | Delay by airport | https://grafana.example.com/d/airports |

            #### Key Metrics

            | Metric | Normal Range | Warning | Critical |
            |--------|--------------|---------|----------|
            | cpu_usage | < 60% | > 75% for 10m | > 90% for 10m |
            | error_rate | < 0.1% | > 0.5% for 5m | > 2% for 5m |
            | latency_p99 | < 80ms | > 100ms for 5m | > 250ms for 5m |
            | accuracy | > 75% | < 70% over 24h for 1m | < 64% over 24h for 1m |
            | conversion_rate | 2%..4% | outside 1.5%..5% over 7d for 1h | - |

            ### Alerting Configuration

            | Alert | Condition | Severity | Runbook |
            |-------|-----------|----------|---------|
            | FlightDelayDistanceDrift | feature_drift.psi{column="distance"} > 0.25 over 24h for 15m | P2 | [feature-drift](https://runbooks.example.com/flight-delay.md#feature-drift) |
            | FlightDelayEventsRejected | `sum by (result) (rate(watchbill_ingest_events_total{result!="accepted"}[5m])) > 10` for 10m | P3 | [rejected-events](https://runbooks.example.com/flight-delay.md#rejected-events) |

            ### On-Call

            Times are in America/New_York.

            | Role | Schedule | Contact |
            |------|----------|---------|
            | Primary | weekly from 2026-11-23 09:00 | ana, ben, chi |
            | Secondary | weekly from 2026-11-23 09:00 | ben, chi, ana |

            ### Maintenance Windows

            | Window | Frequency | Duration | Activities |
            |--------|-----------|----------|------------|
            | Retraining | every sunday 02:00 | 2h | Retrain and redeploy |

            ### SLOs

            | SLO | Target | Measurement |
            |-----|--------|-------------|
            | availability | 99.9% | error_rate |
            | latency-p99 | < 100ms | latency_p99 |
            | error-rate | < 0.1% | bad ml_requests_total{model="flight_delay",outcome="error"} of total ml_requests_total{model="flight_delay"} |
            | labels-arrive | 99.5% | label_coverage > 95% over 24h |
            """;

    /** The example without anything that the tables hold. */
    private static final String REST = """
            extends: ops.yaml
            monitoring: null
            alerting: {alerts: null}
            onCall: {rotations: null, timezone: null}
            maintenance: null
            slos: null
            """;

    private static OperationsSpecification read(String document) {
        ReadResult result = new SpecificationReader(path -> switch (path.toString()) {
                    case "doc.md" -> document;
                    case "rest.yaml" -> REST;
                    default -> Files.readString(EXAMPLE);
                })
                .read(Path.of("doc.md"));
        assertThat(result.findings().stream().map(FindingText::render).toList()).isEmpty();
        return result.loaded().orElseThrow().specification();
    }

    @Test
    void theTablesOfTheExampleSayWhatItsYamlSays() {
        OperationsSpecification example = new SpecificationReader(TextFiles.ofFileSystem())
                .read(EXAMPLE)
                .loaded()
                .orElseThrow()
                .specification();

        assertThat(read("---\nextends: ops.yaml\n---\n" + TABLES)).isEqualTo(example);
    }

    @Test
    void theTablesAloneHoldWhatTheyShow() {
        OperationsSpecification example = new SpecificationReader(TextFiles.ofFileSystem())
                .read(EXAMPLE)
                .loaded()
                .orElseThrow()
                .specification();

        OperationsSpecification read = read("---\nextends: rest.yaml\n---\n" + TABLES);

        assertThat(read.monitoring().dashboards())
                .isEqualTo(example.monitoring().dashboards());
        assertThat(read.monitoring().keyMetrics())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("warningPriority")
                .isEqualTo(example.monitoring().keyMetrics());
        assertThat(read.alerting().alerts())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("summary", "impact")
                .isEqualTo(example.alerting().alerts());
        assertThat(read.onCall().rotations()).isEqualTo(example.onCall().rotations());
        assertThat(read.maintenance()).isEqualTo(example.maintenance());
        assertThat(read.slos()).isEqualTo(example.slos());
    }

    @Test
    void tablesAsPeopleWriteThemAreRead() {
        OperationsSpecification read = read("""
                ---
                metadata: {owner: team-churn}
                models: {churn: {task: regression}}
                sources: {application: [{preset: watchbill, capacity: 400rps}], infrastructure: [{preset: node-exporter}]}
                runbooks: {troubleshooting: [{id: errors, symptom: Errors.}]}
                ---
                ## Operations Specification: **Customer churn**

                ### key metrics

                Critical | Metric          | Normal range | Warning
                ---------|-----------------|--------------|---------
                > 1s     | _Latency_       | P95 < 200ms  | P95 ≥ 400 ms for 10 min
                -        | **CPU usage**   | 20–60 %      | > 75%
                -        | Error rate      | 0 to 1%      |

                ### 2. Alerting Configuration

                | Severity | Alert | Runbook | Condition |
                |:--------:|-------|---------|-----------|
                | P2 (high) | TooManyErrors | `errors` | Error rate > 2 % and P99 latency > 1 s for 10 minutes |
                | Critical | `Gone` | | ``absent(up{job="churn"})`` for 5 minutes |

                ### On-Call

                | Role | Schedule | Contact |
                |------|----------|---------|
                | Primary | Weekly from 2026-11-23 09:00 | Ana Lopez, Ben (bl7) |

                ### Maintenance windows

                | Window | Frequency | Duration | Activities |
                |--------|-----------|----------|------------|
                | Retraining | Every Sunday at 02:00 | 1 hour 30 minutes | Retrain<br>and redeploy |

                ### SLOs

                | SLO | Target | Measurement |
                |-----|--------|-------------|
                | Availability | 99.9 % monthly | |
                | Fast enough | P95 < 200ms over the last 7 days | - |
                """);

        assertThat(read.metadata().name()).isEqualTo("customer-churn");
        assertThat(read.monitoring().keyMetrics())
                .extracting(
                        KeyMetric::metric,
                        metric -> metric.normal().map(Bound::text).orElse(""),
                        metric -> metric.warning().map(Condition::text).orElse(""),
                        metric -> metric.critical().map(Condition::text).orElse(""))
                .containsExactly(
                        tuple("latency_p95", "< 200ms", "latency_p95 >= 400ms for 10m", "latency_p95 > 1s for 5m"),
                        tuple("cpu_usage", "20%..60%", "cpu_usage > 75% for 5m", ""),
                        tuple("error_rate", "0%..1%", "", ""));
        assertThat(read.alerting().alerts())
                .extracting(AlertDefinition::name, AlertDefinition::severity, AlertDefinition::runbook)
                .containsExactly(
                        tuple("TooManyErrors", Priority.P2, Optional.of("errors")),
                        tuple("Gone", Priority.P1, Optional.empty()));
        assertThat(((AlertExpression.Conditional)
                                read.alerting().alerts().get(0).expression())
                        .condition()
                        .text())
                .isEqualTo("error_rate > 2% and latency_p99 > 1s for 10m");
        assertThat(read.alerting().alerts().get(1).expression())
                .isEqualTo(new AlertExpression.Promql("absent(up{job=\"churn\"})", Duration.ofMinutes(5)));
        assertThat(read.onCall().people())
                .extracting(Person::id, Person::name)
                .containsExactly(tuple("ana-lopez", "Ana Lopez"), tuple("bl7", "Ben"));
        assertThat(read.maintenance().get(0).duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(read.maintenance().get(0).activities()).isEqualTo("Retrain and redeploy");
        assertThat(read.slos())
                .extracting(
                        ServiceLevelObjective::name, ServiceLevelObjective::period, ServiceLevelObjective::measurement)
                .containsExactly(
                        tuple(
                                "availability",
                                ObjectivePeriod.CALENDAR_MONTH,
                                new Measurement.MetricRatio(Measurement.Counted.AVAILABILITY)),
                        tuple(
                                "fast-enough",
                                ObjectivePeriod.rolling(Duration.ofDays(7)),
                                new Measurement.LatencyUnder(
                                        "latency_p95", Quantity.parse("200ms").orElseThrow())));
    }

    @Test
    void aDocumentInThePeoplesOwnWordsIsUnderstood() {
        OperationsSpecification read = read("""
                ---
                metadata: {owner: team-churn}
                models: {churn: {task: regression}}
                sources: {application: [{preset: watchbill}], infrastructure: [{preset: node-exporter}]}
                ---
                # Operations Specification: Customer churn

                ### Monitoring Configuration
                #### Key Metrics
                |Metric|Normal Range|Warning|Critical|
                |:--|--|--|--:|
                |CPU usage|< 60%|> 75%|> 90%|
                |Latency p99|–|> 100ms|

                ### Alerting Configuration
                | Alert | Condition | Severity | Runbook |
                |---|---|---|---|
                | Down | `up{job="churn\\|api"} == 0` | P1 | <https://wiki.example.com> |

                ### On-Call
                | Role | Schedule | Contact |
                |---|---|---|
                | Primary | daily from 2026-11-23 09:00 | Ana Lopez |
                | Manager | pagerduty PABC123 | pagerduty |

                ### SLOs
                | SLO | Target | Measurement |
                |---|---|---|
                | Availability | 99.9% | Uptime |
                | Latency p99 | \\< 100ms | Latency p99 |
                """.replace("|> 100ms|\n", "|> 100ms||\n")
                .replace("<https://wiki.example.com>", "[Wiki](https://wiki.example.com)"));

        assertThat(read.metadata().name()).isEqualTo("customer-churn");
        assertThat(read.metadata().title()).isEqualTo("Customer churn");
        assertThat(read.monitoring().keyMetrics())
                .extracting(metric -> metric.metric())
                .containsExactly("cpu_usage", "latency_p99");
        assertThat(read.alerting().alerts().get(0).expression())
                .isEqualTo(new AlertExpression.Promql("up{job=\"churn|api\"} == 0", Duration.ofMinutes(5)));
        assertThat(read.alerting().alerts().get(0).runbook()).contains("https://wiki.example.com");
        assertThat(read.onCall().people())
                .extracting(Person::id, Person::name)
                .containsExactly(tuple("ana-lopez", "Ana Lopez"));
        assertThat(read.onCall().rotations().get(1))
                .isEqualTo(new Rotation.External("Manager", "pagerduty", "PABC123"));
        assertThat(read.slos()).extracting(slo -> slo.name()).isEqualTo(List.of("availability", "latency-p99"));
        assertThat(read.slos().get(0).measurement())
                .isEqualTo(new Measurement.MetricRatio(Measurement.Counted.AVAILABILITY));
    }
}
