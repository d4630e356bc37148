package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Person;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.finding.FindingText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            | error-rate | < 0.1% | bad ml_requests_total{outcome="error"} of total ml_requests_total |
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
