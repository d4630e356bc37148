package io.watchbill.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.SpecificationReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromtoolTest {
    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, owner: team-shop}
            models:
              churn: {task: regression, features: {plan: {type: categorical}}}
            metrics:
              - {name: fine, layer: application, unit: number, worse: higher, promql: max(fine)}
            alerting:
              alerts:
                - name: A
                  severity: P3
                  promql: |
                    # ünï
                    sum(rate(a[5m])) > 1 and
                      up{b="ü"} == nosuchfunction(up)
                - {name: B, severity: P3, promql: up == 0}
                - {name: C, severity: P3, promql: 'scalar(up) and up'}
                - {name: D, severity: P3, promql: up == 0, summary: "{{ nosuchfunction 1 }}"}
                - {name: E, severity: P3, condition: 'missing_rate{column="plan"} > 5% over 24h', summary: "{{ $nowhere }}"}
            """;

    @Test
    void whatPromtoolRefusesStandsAtTheSpecificationsOwnPlace() {
        List<Finding> findings = Promtool.findings(
                List.of(new SpecificationReader(path -> SPECIFICATION)
                        .read(Path.of("ops.yaml"))
                        .loaded()
                        .orElseThrow()),
                Optional.empty());

        assertThat(findings).extracting(Finding::code).containsOnly(CheckCode.PROMTOOL_REFUSES);
        assertThat(findings)
                .extracting(finding -> finding.location().text())
                .containsExactly("ops.yaml:15:24", "ops.yaml:17:40", "ops.yaml:18:57", "ops.yaml:19:96");
        assertThat(findings.get(0).message())
                .isEqualTo("promtool refuses this: unknown function with name \"nosuchfunction\"");
        assertThat(findings.get(2).message())
                .isEqualTo("promtool refuses this: function \"nosuchfunction\" not defined");
    }

    @Test
    void placesArePromtoolsBytesAsCharacters() {
        assertThat(Promtool.index("a\nü + b", 2, 4)).isEqualTo(4);
        assertThat(Promtool.index("a", 1, 99)).isEqualTo(1);
    }
}
