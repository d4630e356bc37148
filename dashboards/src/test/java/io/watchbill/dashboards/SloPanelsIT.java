package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus says of the end of a budget. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SloPanelsIT {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String TABLE = "Objectives, the one with least budget first";
    private static final long PERIOD = 30L * 24 * 3600;
    private static final List<Dashboard> DASHBOARDS = Dashboards.of(ExamplePlans.shop("""
            models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
            sources: {application: [{preset: watchbill}]}
            slos:
              - {name: spent-and-burning, target: 99%, measurement: availability}
              - {name: spent-and-calm, target: 99.1%, measurement: availability}
              - {name: burning, target: 99.2%, measurement: availability}
              - {name: slow, target: 99.3%, measurement: availability}
              - {name: calm, target: 99.4%, measurement: availability}
            """));

    private PrometheusServer prometheus;
    private Answers answers;

    @BeforeAll
    void back(@TempDir Path folder) {
        BackfilledSeries series = new BackfilledSeries();
        objective(series, "spent-and-burning", "-0.25", "3");
        objective(series, "spent-and-calm", "0", "0");
        objective(series, "burning", "0.5", "2");
        objective(series, "slow", "0.5", "0.25");
        objective(series, "calm", "1", "0");
        series.write(PrometheusServer.data(folder));
        prometheus = PrometheusServer.onBlocks(folder);
        answers = new Answers(prometheus, NOW);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    private static void objective(BackfilledSeries series, String name, String left, String burn) {
        series.add("slo:error_budget:remaining_ratio{system=\"shop\",slo=\"" + name + "\"}", NOW, left);
        series.add("slo:burn_rate:ratio6h{system=\"shop\",slo=\"" + name + "\"}", NOW, burn);
    }

    /** 0 is shown as the word. */
    @Test
    void spentBudgetIsExhaustedWhetherItBurnsOnOrNot() {
        String end = Long.toString(1000 * (NOW.getEpochSecond() + PERIOD / 4));

        assertThat(answers.by("objective", Answers.query(DASHBOARDS, TABLE, 2)))
                .isEqualTo(Map.of(
                        "spent-and-burning",
                        "0",
                        "spent-and-calm",
                        "0",
                        "burning",
                        Long.toString(PERIOD / 4),
                        "slow",
                        Long.toString(PERIOD * 2)));
        assertThat(answers.by("objective", Answers.query(DASHBOARDS, TABLE, 3)))
                .isEqualTo(Map.of("spent-and-burning", "0", "spent-and-calm", "0", "burning", end));
    }

    @Test
    void dateOfAnObjectiveIsTheTables() {
        assertThat(DASHBOARDS.stream()
                        .flatMap(dashboard -> dashboard.allPanels().stream())
                        .filter(panel -> panel.title().equals("Exhausted on"))
                        .map(panel -> answers.of(panel.targets().get(0).expr())))
                .containsExactly(
                        "0", "0", Long.toString(1000 * (NOW.getEpochSecond() + PERIOD / 4)), "nothing", "nothing");
    }
}
