package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.semantics.RouteTree;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.plan.TimeScale;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routing of the flight-delay example. */
class ExampleRoutingTest {

    private static final LoadedSpecification EXAMPLE = new SpecificationReader(TextFiles.ofFileSystem())
            .read(Path.of("../examples/flight-delay/ops.yaml"))
            .loaded()
            .orElseThrow();

    private static final Map<String, String> RECEIVERS = Map.of("P1", "page", "P2", "page", "P3", "chat", "P4", "mail");

    @TempDir
    Path directory;

    @Test
    void nothingInItCannotBeRouted() {
        assertThat(AlertmanagerConfig.problems(fleet(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_800})
    void everyAlertOfThePlanReachesTheReceiverOfItsPriority(int timeScale) {
        Fleet fleet = fleet(timeScale);
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(fleet));
        List<PlannedAlert> alerts = fleet.plans().get(0).alerts();

        assertThat(alerts).hasSizeGreaterThan(20);
        for (PlannedAlert alert : alerts) {
            String receiver = alert.kind() == AlertKind.WATCHDOG
                    ? "nobody"
                    : "flight-delay/" + RECEIVERS.get(alert.priority().name());
            amtool.reaches(
                    Map.of(
                            "alertname",
                            alert.name(),
                            "system",
                            "flight-delay",
                            "priority",
                            alert.priority().name()),
                    receiver);
        }
    }

    @Test
    void compilingAnUnchangedSpecificationAgainChangesNoGroupKey() {
        PlanFixture other = new PlanFixture();
        other.system = "a-system-that-joins-before-it";
        Plan plan = fleet(1).plans().get(0);

        assertThat(groups(fleet(1))).isEqualTo(groups(fleet(1))).hasSizeGreaterThan(20);
        assertThat(groups(new Fleet(List.of(other.plan(), plan)))).isEqualTo(groups(fleet(1)));
    }

    /** The groups of Alertmanager that the example's alerts are in. */
    private static List<String> groups(Fleet fleet) {
        Plan plan = fleet.plans().get(fleet.plans().size() - 1);
        return plan.alerts().stream()
                .map(alert -> WhatIf.labels(alert, Map.of()))
                .flatMap(labels -> RouteTree.leaves(AlertmanagerConfig.of(fleet).route(), labels).stream()
                        .map(leaf -> leaf.receiver() + " " + leaf.group(labels)))
                .toList();
    }

    private static Fleet fleet(int timeScale) {
        Plan plan = Planner.plan(EXAMPLE, Target.DEFAULT);
        return new Fleet(List.of(TimeScale.apply(plan, timeScale)));
    }
}
