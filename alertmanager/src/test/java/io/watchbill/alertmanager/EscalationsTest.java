package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.plan.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Levels that Alertmanager tells itself. */
class EscalationsTest {

    @TempDir
    Path directory;

    @Test
    void alertmanagerEscalatesByALaterRouteOfAnotherName() {
        PlanFixture fixture = PlanFixture.example();
        fixture.escalate("page");
        fixture.target = new Target(Duration.ofSeconds(1), Duration.ofSeconds(1), 60);
        Amtool amtool = Amtool.check(directory, AlertmanagerConfig.render(AlertmanagerConfigTest.fleet(fixture)));

        amtool.reaches(
                Map.of("alertname", "FlightDelayDown", "system", "flight-delay", "priority", "P1"),
                "flight-delay/page",
                "flight-delay/P1/L2/page");
        amtool.reaches(Map.of("alertname", "X", "system", "flight-delay", "priority", "P3"), "flight-delay/chat");
        assertThat(AlertmanagerConfigTest.leaf(fixture, "flight-delay/P1/L2/page")
                        .groupWait())
                .isEqualTo("15s");
        assertThat(AlertmanagerConfigTest.leaf(fixture, "flight-delay/P2/L2/page")
                        .groupWait())
                .isEqualTo("1m");
    }

    @Test
    void escalationToSomebodyWhoIsNoReceiverIsAnError() {
        PlanFixture fixture = PlanFixture.example();
        fixture.escalate("Secondary");

        assertThat(AlertmanagerConfig.problems(AlertmanagerConfigTest.fleet(fixture)))
                .extracting(RoutingProblem::specPath, RoutingProblem::message)
                .containsExactly(tuple(
                        "/onCall/escalation/levels/1/contact",
                        "escalation by alertmanager tells a receiver, but L2 names 'Secondary', which is none: name one of"
                                + " alerting.receivers, or let the pager escalate with 'by: receiver'"));
    }
}
