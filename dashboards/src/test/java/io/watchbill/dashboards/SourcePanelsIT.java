package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which machines a Prometheus that knows many shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcePanelsIT {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final int MINUTES = 10;
    private static final List<Dashboard> DASHBOARDS = Dashboards.of(ExamplePlans.shop("""
            models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
            sources: {infrastructure: [{preset: node-exporter, selector: 'job="node"'}]}
            """));

    private PrometheusServer prometheus;
    private Answers answers;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        for (int minute = MINUTES; minute >= 0; minute--) {
            Instant at = NOW.minus(Duration.ofMinutes(minute));
            for (int machine = 1; machine <= 8; machine++) {
                // The eighth was the busiest until shortly before the end.
                memory(series, at, "node", machine, machine == 8 && minute == 0 ? 15 : 18 - 2 * machine);
            }
            memory(series, at, "other", 9, 1);
        }
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
        answers = new Answers(prometheus, NOW);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static void memory(BackfilledSeries series, Instant at, String job, int machine, int free) {
        String labels = "{job=\"" + job + "\",cluster=\"" + (machine % 2 == 0 ? "eu" : "us") + "\",instance=\"n"
                + machine + "\"}";
        series.add("node_memory_MemAvailable_bytes" + labels, at, Integer.toString(free));
        series.add("node_memory_MemTotal_bytes" + labels, at, "16");
    }

    @Test
    void fiveMachinesThatAreWorstAtTheEndAreNamedAndAreTheSameAtEveryPoint() {
        Target worst = target(1);

        assertThat(answers.by("instance", worst.expr()))
                .isEqualTo(Map.of("n3", "0.25", "n4", "0.375", "n5", "0.5", "n6", "0.625", "n7", "0.75"));
        assertThat(answers.over(MINUTES, "instance", worst.expr())).containsExactly("n3", "n4", "n5", "n6", "n7");
        assertThat(worst.legendFormat()).isEqualTo("{{instance}} {{cluster}}");
    }

    @Test
    void worstOfEachClusterHasItsName() {
        assertThat(answers.by("cluster", target(0).expr())).isEqualTo(Map.of("eu", "0.625", "us", "0.75"));
        assertThat(target(0).legendFormat()).isEqualTo("memory_usage {{cluster}}");
    }

    private static Target target(int number) {
        return DASHBOARDS.stream()
                .flatMap(dashboard -> dashboard.allPanels().stream())
                .filter(panel -> panel.title().equals("Memory usage"))
                .findFirst()
                .orElseThrow()
                .targets()
                .get(number);
    }
}
