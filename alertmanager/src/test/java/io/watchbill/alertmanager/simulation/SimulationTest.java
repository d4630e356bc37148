package io.watchbill.alertmanager.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.plan.AlertmanagerVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was seen of real Alertmanagers, without one. Times are seconds after the first alert. */
class SimulationTest {

    private static final Instant T = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void aGroupWaitsThenTellsAndRepeatsAtTheTickAfterItsInterval() {
        assertThat(run(file(leaf("page", "10s", "1m", "3m")), 700, firing("A", 0, 600)))
                .containsExactly(
                        "10 page FIRST [A] []",
                        "250 page REPEATED [A] []",
                        "490 page REPEATED [A] []",
                        "610 page RESOLVED [] [A]");
    }

    @Test
    void whatJoinsAGroupIsToldAtItsNextTick() {
        assertThat(run(file(leaf("page", "10s", "1m", "1h")), 300, firing("A", 0, 1000), firing("A", "i", 15, 1000)))
                .containsExactly("10 page FIRST [A] []", "70 page NEWS [A, A] []");
    }

    @Test
    void whatEndsBeforeTheFirstTickIsNeverTold() {
        assertThat(run(file(leaf("page", "10s", "1m", "1h")), 300, firing("A", 0, 9)))
                .isEmpty();
    }

    @Test
    void aReceiverThatSaysNothingOfEndsIsSilentThen() {
        AlertmanagerFile file = new AlertmanagerFile(
                root(leaf("mail", "10s", "1m", "1h")),
                List.of(),
                List.of(new ReceiverEntry("mail", Map.of("email_configs", List.of(Map.of("to", "a@example.com"))))),
                List.of());

        assertThat(run(file, 300, firing("A", 0, 100))).containsExactly("10 mail FIRST [A] []");
    }

    @Test
    void aDelayedRouteTellsOnlyWhatStillFires() {
        Route first = goingOn(leaf("page", "10s", "1m", "1h"));
        Route second = eachAlone(leaf("second", "5m", "1m", "1h"));

        assertThat(run(file(first, second), 400, firing("A", 0, 1000)))
                .containsExactly("10 page FIRST [A] []", "300 second FIRST [A] []");
        assertThat(run(file(first, second), 400, firing("A", 0, 299)))
                .containsExactly("10 page FIRST [A] []", "310 page RESOLVED [] [A]");
    }

    @Test
    void anInhibitedAlertIsToldAtTheTickAfterItsSourceEnds() {
        InhibitRule rule = new InhibitRule(
                List.of(Matcher.is("alertname", "Critical")),
                List.of(Matcher.is("alertname", "Warning")),
                List.of("x"));
        AlertmanagerFile file = new AlertmanagerFile(
                root(leaf("page", "10s", "1m", "1h")), List.of(rule), receivers("page"), List.of());

        Simulation simulation = simulate(file, 300, firing("Warning", 0, 1000), firing("Critical", 0, 100));

        assertThat(texts(simulation))
                .containsExactly(
                        "10 page FIRST [Critical] []",
                        "130 page FIRST [Warning] []",
                        "130 page RESOLVED [] [Critical]");
        assertThat(simulation.withheld()).singleElement().satisfies(held -> {
            assertThat(held.cause()).isEqualTo(new Withheld.Cause.Inhibited("Critical"));
            assertThat(held.from()).isEqualTo(T.plusSeconds(10));
            assertThat(held.until()).isEqualTo(T.plusSeconds(130));
        });
    }

    /** Both are sent each minute; the one that counts ends at 100, the other is sent again at 120, and the route looks at 110. */
    @ParameterizedTest
    @CsvSource({"0.28,110,0", "0.30,110,1", "0.34.0,110,1", "0.34.1,110,0", "0.33,125,0", "0.33,95,0"})
    void aVersionThatLooksAtOneSourceAloneTellsWhatAnotherOneStillSilences(String version, int wait, int told) {
        InhibitRule rule = new InhibitRule(
                List.of(Matcher.is("alertname", "Down")), List.of(Matcher.is("alertname", "Slow")), List.of());
        AlertmanagerFile file = new AlertmanagerFile(
                root(leaf("page", wait + "s", "1h", "4h")), List.of(rule), receivers("page"), List.of());

        assertThat(Simulation.of(
                                file,
                                AlertmanagerVersion.parse(version).orElseThrow(),
                                List.of(
                                        firing("Slow", 0, 1000),
                                        firing("Down", "a", 0, 1000),
                                        firing("Down", "b", 0, 100)),
                                T.plusSeconds(300))
                        .notifications())
                .filteredOn(one ->
                        one.firing().stream().anyMatch(alert -> alert.name().equals("Slow")))
                .hasSize(told);
    }

    @Test
    void alertsOfBothSidesOfARuleDoNotSilenceEachOther() {
        InhibitRule rule = new InhibitRule(
                List.of(new Matcher("priority", "=~", "P1|P2")),
                List.of(new Matcher("priority", "=~", "P2|P3")),
                List.of());
        AlertmanagerFile file = new AlertmanagerFile(
                root(leaf("page", "10s", "1m", "1h")), List.of(rule), receivers("page"), List.of());

        assertThat(run(file, 60, firing("A", "P2", 0, 100), firing("B", "P2", 0, 100)))
                .containsExactly("10 page FIRST [A] []", "10 page FIRST [B] []");
        assertThat(run(file, 60, firing("A", "P2", 0, 100), firing("B", "P3", 0, 100)))
                .containsExactly("10 page FIRST [A] []");
    }

    @Test
    void whatFiresInAMuteIsToldWhenItEndsAndWhatEndsInItIsNeverToldAsResolved() {
        IntervalItem noon = new IntervalItem(
                "UTC",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new IntervalItem.TimeRange("12:05", "12:10")));
        Route muted = new Route(
                "page", List.of(), List.of(), "10s", "1m", "1h", List.of(), List.of("noon"), false, List.of());
        AlertmanagerFile file = new AlertmanagerFile(
                root(muted), List.of(), receivers("page"), List.of(new NamedIntervals("noon", List.of(noon))));

        assertThat(run(file, 1000, firing("Early", 0, 400), firing("Late", 310, 2000)))
                .containsExactly("10 page FIRST [Early] []", "620 page FIRST [Late] []");
    }

    @Test
    void aRouteThatIsNotActiveTellsNobody() {
        Route route = new Route(
                "page", List.of(), List.of(), "10s", "1m", "1h", List.of("night"), List.of(), false, List.of());
        IntervalItem night = new IntervalItem(
                "UTC",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new IntervalItem.TimeRange("22:00", "24:00")));
        AlertmanagerFile file = new AlertmanagerFile(
                root(route), List.of(), receivers("page"), List.of(new NamedIntervals("night", List.of(night))));

        Simulation simulation = simulate(file, 600, firing("A", 0, 1000));

        assertThat(simulation.notifications()).isEmpty();
        assertThat(simulation.withheld())
                .extracting(Withheld::cause)
                .containsExactly(new Withheld.Cause.Inactive(List.of("night")));
    }

    private static Firing firing(String name, int from, int until) {
        return new Firing(Map.of("alertname", name), T.plusSeconds(from), T.plusSeconds(until));
    }

    private static Firing firing(String name, String priority, int from, int until) {
        return new Firing(Map.of("alertname", name, "priority", priority), T.plusSeconds(from), T.plusSeconds(until));
    }

    private static List<String> run(AlertmanagerFile file, int seconds, Firing... alerts) {
        return texts(simulate(file, seconds, alerts));
    }

    private static Simulation simulate(AlertmanagerFile file, int seconds, Firing... alerts) {
        return Simulation.of(file, AlertmanagerVersion.DEFAULT, Arrays.asList(alerts), T.plusSeconds(seconds));
    }

    private static List<String> texts(Simulation simulation) {
        return simulation.notifications().stream()
                .map(one -> Duration.between(T, one.at()).toSeconds() + " "
                        + one.leaf().receiver() + " " + one.reason() + " "
                        + one.firing().stream().map(Firing::name).toList() + " "
                        + one.resolved().stream().map(Firing::name).toList())
                .toList();
    }

    private static AlertmanagerFile file(Route... routes) {
        return new AlertmanagerFile(root(routes), List.of(), receivers("page", "second"), List.of());
    }

    private static Route root(Route... routes) {
        return new Route(
                "page",
                List.of(),
                List.of("alertname"),
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                Arrays.asList(routes));
    }

    private static List<ReceiverEntry> receivers(String... names) {
        return Arrays.stream(names)
                .map(name -> new ReceiverEntry(
                        name, Map.of("webhook_configs", List.of(Map.of("url", "http://127.0.0.1:9/")))))
                .toList();
    }

    private static Route leaf(String receiver, String wait, String interval, String repeat) {
        return new Route(
                receiver, List.of(), List.of(), wait, interval, repeat, List.of(), List.of(), false, List.of());
    }

    private static Route goingOn(Route route) {
        return new Route(
                route.receiver(),
                route.matchers(),
                route.groupBy(),
                route.groupWait(),
                route.groupInterval(),
                route.repeatInterval(),
                List.of(),
                List.of(),
                true,
                List.of());
    }

    private static Route eachAlone(Route route) {
        return new Route(
                route.receiver(),
                route.matchers(),
                List.of("..."),
                route.groupWait(),
                route.groupInterval(),
                route.repeatInterval(),
                List.of(),
                List.of(),
                false,
                List.of());
    }
}
