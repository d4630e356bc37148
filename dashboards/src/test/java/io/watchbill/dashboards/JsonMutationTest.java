package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.LintedDashboard;
import io.watchbill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 200 wrong things in the example's dashboards: what neither Grafana's types nor the rules find stands in a list. */
class JsonMutationTest {

    private static final int MUTATIONS = 200;
    private static final String NEWEST = "13.2";
    private static final Golden SURVIVORS =
            Golden.of("src/test/resources/io/watchbill/dashboards/mutation-survivors.txt");

    private final GeneratedFolder folder = GeneratedFolder.of(ExamplePlans.flightDelay());

    @Test
    void whatIsNotFoundIsListed() {
        List<String> survivors = new ArrayList<>();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            int drawn = random.nextInt(folder.dashboards().size());
            LintedDashboard dashboard = folder.dashboards().get(drawn);
            JsonMutation mutation = JsonMutation.draw(dashboard.json(), random);
            JsonNode mutant = mutation.in(dashboard.json());
            if (GrafanaSchemas.errors(NEWEST, mutant).isEmpty() && rulesPass(drawn, mutant)) {
                survivors.add("seed " + seed + ": " + mutation.text(dashboard.json()));
            }
        }
        SURVIVORS.holds("# Of " + MUTATIONS + " drawn mutations of the example's dashboards these " + survivors.size()
                + " pass Grafana's types and the rules.\n" + String.join("\n", survivors) + "\n");
        assertThat(survivors).hasSizeLessThan(MUTATIONS / 4);
    }

    private boolean rulesPass(int drawn, JsonNode mutant) {
        List<LintedDashboard> dashboards = new ArrayList<>(folder.dashboards());
        dashboards.set(drawn, new LintedDashboard(dashboards.get(drawn).file(), mutant));
        return DashboardLint.faults(dashboards, folder.rules()).isEmpty();
    }
}
