package io.watchbill.dashboards;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Plans of specifications as users write them. */
final class ExamplePlans {

    private static final String HEAD = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata:
              name: shop
              title: Shop
              owner: team-shop
            """;

    private ExamplePlans() {}

    /** The flight-delay example. */
    static Plan flightDelay() {
        return flightDelay(Target.DEFAULT);
    }

    /** The same on that target. */
    static Plan flightDelay(Target target) {
        return plan(
                new SpecificationReader(Files::readString).read(Path.of("../examples/flight-delay/ops.yaml")), target);
    }

    /** What the reader's tests read to see every key of the format. */
    static Plan everyKey() {
        return plan(new SpecificationReader(Files::readString)
                .read(Path.of("../spec/src/test/resources/io/watchbill/spec/reader/complete.yaml")));
    }

    /** Conditions that compare metrics with other labels, of several sources. */
    static Plan severalMetrics() {
        return shop("""
                models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: a.json}}}
                sources:
                  infrastructure: [{preset: node-exporter}, {preset: cadvisor}]
                  application: [{preset: watchbill}]
                alerting:
                  alerts:
                    - {name: DriftUnderLoad, condition: "feature_drift.psi > 0.3 over 24h and cpu_usage > 80%", severity: P2}
                    - {name: SlowErrors, condition: "error_rate > 1% and latency_p99 > 200ms for 2m", severity: P3}
                """);
    }

    /** A system named shop with these sections. */
    static Plan shop(String sections) {
        return named("shop", sections);
    }

    /** A system of that name with these sections. */
    static Plan named(String name, String sections) {
        String text = HEAD.replace("name: shop", "name: " + name) + sections;
        return plan(new SpecificationReader(path -> text).read(Path.of("ops.yaml")));
    }

    /** Systems of every kind: what a specification may say and the example does not. */
    static Stream<Arguments> systems() {
        return Stream.of(
                Arguments.of("two models that differ", shop("""
                        models:
                          orders: {task: regression, features: {price: {type: numeric, unit: euro}}, references: {default: a.json}}
                          fraud:
                            task: multiclass-classification
                            features: {country: {type: categorical}, amount: {type: numeric}}
                            references: {default: b.json}
                            drift: {windows: [1h, 30d], minimumSamples: 5000, warning: {psi: 0.2}, critical: {psi: 0.4}}
                            performance: {windows: [12h], labelDelay: 1h}
                        """)),
                Arguments.of("batch runs", shop("""
                        models:
                          demand:
                            task: regression
                            features: {stock: {type: numeric}}
                            references: {default: a.json}
                            serving: {batch: {schedule: "every day 02:00", deadline: "05:00", rows: 1.8M..2.2M}}
                            drift: {windows: [1run, 7run]}
                        """)),
                Arguments.of("text generation behind Spring", shop("""
                        models:
                          answers:
                            task: generation
                            features: {length: {type: numeric}}
                            references: {default: a.json}
                        sources:
                          application: [{preset: micrometer, selector: 'app="answers",uri!~"/actuator.*"', capacity: 50rps}]
                          infrastructure:
                            - {preset: node-exporter, selector: 'job="node",rack="a"'}
                            - {preset: node-exporter, selector: 'job="other"'}
                        slos:
                          - {name: fast, target: "< 500ms", period: 7d, measurement: latency_p95}
                          - {name: up, target: 99%, measurement: availability}
                        """)),
                Arguments.of("alerts of every form", shop("""
                        models:
                          orders: {task: binary-classification, positiveClass: "yes", features: {a: {type: numeric}, b: {type: categorical}}, references: {default: a.json}}
                        sources: {application: [{preset: watchbill}]}
                        metrics:
                          - {name: queue_age, layer: application, unit: seconds, worse: higher, promql: max(queue_age_seconds)}
                        monitoring:
                          keyMetrics:
                            - {metric: queue_age, normal: "< 5s", warning: "> 30s for 10m", critical: "> 2m"}
                            - {metric: latency_p50, warning: "> 50ms"}
                            - {metric: availability, critical: "< 99%"}
                            - {metric: missing_rate, warning: "> 2%"}
                            - {metric: drifted_columns, over: 24h, warning: "> 20%"}
                            - {metric: label_coverage, over: 7d, warning: "< 80%"}
                        alerting:
                          receivers: {page: {}, chat: {}, mail: {}}
                          alerts:
                            - {name: Both, condition: "error_rate > 1% and latency_p99 > 200ms for 2m", severity: P1}
                            - {name: Outside, condition: "request_rate outside 5..500", severity: P3, state: shadow}
                            - {name: Confident, condition: "confidence_drift.psi > 0.3 over 24h", severity: P4}
                            - {name: "Raw", promql: "count({__name__=~'queue.*'}) > 3\n  or vector(1) > 2", severity: P2, runbook: "https://wiki.example.com/a b"}
                        """)),
                Arguments.of("every key of the format", everyKey()),
                Arguments.of("conditions over metrics of other labels", severalMetrics()),
                Arguments.of("a written alert in the place of a burning one", shop("""
                        models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                        sources: {application: [{preset: watchbill}]}
                        slos: [{name: up, target: 99%, measurement: availability}]
                        alerting:
                          alerts: [{name: ShopUpBurn1h, promql: "vector(1) > 2", severity: P1}]
                        """)),
                Arguments.of(
                        "fifty columns",
                        shop("""
                        models:
                          wide:
                            task: regression
                            references: {default: a.json}
                            features:
                        """
                                + IntStream.range(0, 50)
                                        .mapToObj(i -> "      column_%02d: {type: %s}\n"
                                                .formatted(i, i % 2 == 0 ? "numeric" : "categorical"))
                                        .collect(Collectors.joining()))));
    }

    private static Plan plan(ReadResult result) {
        return plan(result, Target.DEFAULT);
    }

    private static Plan plan(ReadResult result, Target target) {
        return Planner.plan(
                result.loaded().orElseThrow(() -> new AssertionError("findings: " + result.findings())), target);
    }
}
