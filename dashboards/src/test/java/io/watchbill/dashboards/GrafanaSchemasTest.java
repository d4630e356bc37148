package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.lint.Fault;
import io.watchbill.dashboards.lint.LintedDashboard;
import io.watchbill.plan.Plan;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrafanaSchemasTest {

    private static final String TIMESERIES = "/panels/1";
    private static final String TABLE = "/panels/6";

    static Stream<String> lines() {
        return GrafanaSchemas.LINES.stream();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aDashboardWithEveryKindOfPanelIsOneOfEveryGrafana(String line) {
        assertThat(GrafanaSchemas.errors(line, Specimen.whole().json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theExamplesDashboardsAreOfEveryGrafana(String line) {
        for (LintedDashboard dashboard :
                GeneratedFolder.of(ExamplePlans.flightDelay()).dashboards()) {
            assertThat(GrafanaSchemas.errors(line, dashboard.json()))
                    .as(dashboard.file())
                    .isEmpty();
        }
    }

    static Stream<Arguments> everySystem() {
        return ExamplePlans.systems();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everySystem")
    void everySystemsDashboardsAreOfTheOldestAndTheNewestGrafana(String system, Plan plan) {
        for (LintedDashboard dashboard : GeneratedFolder.of(plan).dashboards()) {
            for (String line : List.of(GrafanaSchemas.LINES.get(0), GrafanaSchemas.LINES.get(3))) {
                assertThat(GrafanaSchemas.errors(line, dashboard.json()))
                        .as(system + ": " + dashboard.file())
                        .isEmpty();
            }
        }
    }

    /** Whose business a fault is: the types', the rules', or both's. */
    private enum FoundBy {
        SCHEMA,
        RULE,
        BOTH
    }

    private record Planted(String fault, FoundBy foundBy, UnaryOperator<Specimen> spoil) {
        @Override
        public String toString() {
            return fault;
        }
    }

    static Stream<Planted> faults() {
        return Stream.of(
                new Planted("a misspelt field of a panel", FoundBy.SCHEMA, s -> s.put(TIMESERIES + "/gridpos", "{}")),
                new Planted("text where a number belongs", FoundBy.BOTH, s -> s.put(TIMESERIES + "/id", "\"two\"")),
                new Planted("an unknown refresh", FoundBy.BOTH, s -> s.put("/refresh", "\"sometimes\"")),
                new Planted(
                        "a misspelt field of a query",
                        FoundBy.SCHEMA,
                        s -> s.put(TIMESERIES + "/targets/0/expresion", "\"up\"")),
                new Planted(
                        "a field configuration that is a list",
                        FoundBy.BOTH,
                        s -> s.put(TIMESERIES + "/fieldConfig", "[]")),
                new Planted("an unknown kind of panel", FoundBy.BOTH, s -> s.put(TIMESERIES + "/type", "\"graphs\"")),
                new Planted(
                        "an option that the kind does not have",
                        FoundBy.SCHEMA,
                        s -> s.put(TIMESERIES + "/options/legends", "{}")),
                new Planted(
                        "an unknown choice of an option",
                        FoundBy.SCHEMA,
                        s -> s.put(TIMESERIES + "/options/legend/displayMode", "\"tables\"")),
                new Planted(
                        "an unknown mode of thresholds",
                        FoundBy.SCHEMA,
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/mode", "\"absolut\"")),
                new Planted(
                        "an unknown mode of colours",
                        FoundBy.SCHEMA,
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/color/mode", "\"palette\"")),
                new Planted(
                        "an unknown setting of lines",
                        FoundBy.SCHEMA,
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/custom/lineWidht", "2")),
                new Planted(
                        "an unknown kind of variable",
                        FoundBy.BOTH,
                        s -> s.put("/templating/list/1/type", "\"queries\"")),
                new Planted("a panel wider than the grid", FoundBy.BOTH, s -> s.put(TIMESERIES + "/gridPos/w", "25")),
                new Planted(
                        "an unknown unit",
                        FoundBy.BOTH,
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/unit", "\"percents\"")),
                new Planted(
                        "an unknown transformation",
                        FoundBy.BOTH,
                        s -> s.put(TABLE + "/transformations/0/id", "\"joinByFields\"")),
                new Planted("no schema version", FoundBy.BOTH, s -> s.remove("/schemaVersion")),
                new Planted("one id for two panels", FoundBy.RULE, s -> s.put(TABLE + "/id", "2")),
                new Planted(
                        "a data source by its name",
                        FoundBy.BOTH,
                        s -> s.put(TIMESERIES + "/datasource", "\"Prometheus\"")),
                new Planted(
                        "an unknown format of answers",
                        FoundBy.BOTH,
                        s -> s.put(TIMESERIES + "/targets/0/format", "\"timeseries\"")),
                new Planted(
                        "an unknown matcher",
                        FoundBy.BOTH,
                        s -> s.put(TIMESERIES + "/fieldConfig/overrides/0/matcher/id", "\"byname\"")),
                new Planted(
                        "units for unit",
                        FoundBy.BOTH,
                        s -> s.remove(TIMESERIES + "/fieldConfig/defaults/unit")
                                .put(TIMESERIES + "/fieldConfig/defaults/units", "\"percentunit\"")),
                new Planted(
                        "a threshold without a colour",
                        FoundBy.SCHEMA,
                        s -> s.remove(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/1/color")),
                new Planted(
                        "an unknown reducer",
                        FoundBy.BOTH,
                        s -> s.put(TIMESERIES + "/options/legend/calcs/0", "\"lastNonNull\"")),
                new Planted(
                        "a variable that is not declared",
                        FoundBy.RULE,
                        s -> s.put(TIMESERIES + "/targets/0/expr", "\"up{job=~\\\"$jbo\\\"}\"")),
                new Planted(
                        "PromQL that does not read",
                        FoundBy.RULE,
                        s -> s.put(TIMESERIES + "/targets/0/expr", "\"rate(x[5m]\"")),
                new Planted(
                        "a number as text",
                        FoundBy.SCHEMA,
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/min", "\"0\"")),
                new Planted("an unknown field of the dashboard", FoundBy.SCHEMA, s -> s.put("/panel", "[]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsFoundByTheTypesOrByARule(Planted planted) {
        JsonNode spoilt = planted.spoil().apply(Specimen.whole()).json();
        List<Fault> ruled = new Specimen(spoilt.deepCopy()).faults();

        for (String line : GrafanaSchemas.LINES) {
            assertThat(GrafanaSchemas.errors(line, spoilt).isEmpty())
                    .as("Grafana " + line + " takes it")
                    .isEqualTo(planted.foundBy() == FoundBy.RULE);
        }
        assertThat(ruled.isEmpty()).as("no rule finds it").isEqualTo(planted.foundBy() == FoundBy.SCHEMA);
    }

    @Test
    void theTypesSayWhereTheFaultIs() {
        JsonNode spoilt =
                Specimen.whole().put(TIMESERIES + "/options/legends", "{}").json();

        assertThat(GrafanaSchemas.errors("13.2", spoilt)).hasSizeLessThan(3).anySatisfy(error -> {
            assertThat(error.getInstanceLocation()).hasToString("/panels/1/options");
            assertThat(error.getMessage()).contains("legends");
        });
    }
}
