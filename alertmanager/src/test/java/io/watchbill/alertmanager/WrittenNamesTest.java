package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.plan.AlertKind;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any name that people give stays what it is, in matchers and in YAML. */
class WrittenNamesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quote\"s",
                "back\\slash",
                "b{r}aces",
                "{{ .template }}",
                "a,b=c",
                "\u00fcber \u96ea",
                "x|y.*",
                "with 'single'",
                "#hash: colon",
                "on"
            })
    void namesThatWouldBreakMatchersOrYamlAreQuotedRight(String name) {
        PlanFixture fixture = PlanFixture.example();
        fixture.alerts.add(fixture.alert(name, AlertKind.WRITTEN_PROMQL, Priority.P2, AlertState.SHADOW, List.of()));
        fixture.maintenance = List.of(new MaintenanceWindow(
                name,
                fixture.maintenance.get(0).frequency(),
                Duration.ofHours(1),
                PlanFixture.NEW_YORK,
                "",
                Set.of(Priority.P1),
                Set.of()));
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(AlertmanagerConfigTest.fleet(fixture)));

        Map<String, String> labels = Map.of("alertname", name, "system", "flight-delay", "priority", "P2");
        amtool.reaches(labels, "nobody");
        amtool.reaches(
                Map.of("alertname", name + "x", "system", "flight-delay", "priority", "P2"), "flight-delay/page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "tab\t", "bell\u0007"})
    void controlCharactersInMatchersAreRefused(String name) {
        PlanFixture fixture = PlanFixture.example();
        fixture.alerts.add(fixture.alert(name, AlertKind.WRITTEN_PROMQL, Priority.P2, AlertState.SHADOW, List.of()));

        assertThatThrownBy(() -> AlertmanagerConfig.render(AlertmanagerConfigTest.fleet(fixture)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control characters");
    }
}
