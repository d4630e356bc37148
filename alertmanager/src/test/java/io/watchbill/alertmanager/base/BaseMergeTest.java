package io.watchbill.alertmanager.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.alertmanager.RoutingProblem.Kind;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseMergeTest {

    private static final String BASE = """
            global: {resolve_timeout: 5m, smtp_require_tls: no}
            templates: [/etc/alertmanager/*.tmpl]
            route:
              receiver: team
              group_by: [job]
              routes:
                - {receiver: team, matchers: ['service="shop"'], mute_time_intervals: [nights]}
            inhibit_rules:
              - {source_matchers: ['a="1"'], target_matchers: ['a="2"'], equal: [job]}
            receivers:
              - {name: team, webhook_configs: [{url: 'http://127.0.0.1:9/team', send_resolved: yes, max_alerts: 10}]}
              - name: page
                pagerduty_configs: [{routing_key_file: /etc/secrets/pagerduty}]
            time_intervals:
              - name: nights
                time_intervals: [{times: [{start_time: 09:30, end_time: '24:00'}]}]
            """;

    @TempDir
    Path directory;

    @Test
    void theirFileStaysAndOurRoutesComeFirst() throws IOException {
        String merged = merge(BASE, ours()).text(List.of("One line."));

        assertThat(merged).isEqualTo("""
                # One line.
                global:
                  resolve_timeout: 5m
                  smtp_require_tls: false
                templates:
                  - /etc/alertmanager/*.tmpl
                route:
                  receiver: team
                  group_by:
                    - job
                  routes:
                    - receiver: page
                      matchers:
                        - system="flight"
                      group_by:
                        - alertname
                      group_wait: 30s
                      group_interval: 5m
                      repeat_interval: 4h
                      routes:
                        - receiver: page
                          matchers:
                            - priority="P1"
                          continue: true
                        - receiver: flight/P1/L2/page
                          matchers:
                            - priority="P1"
                          mute_time_intervals:
                            - flight/holidays
                        - receiver: flight/chat
                    - receiver: team
                      matchers:
                        - service="shop"
                      mute_time_intervals:
                        - nights
                inhibit_rules:
                  - source_matchers:
                      - a="1"
                    target_matchers:
                      - a="2"
                    equal:
                      - job
                  - source_matchers:
                      - b="1"
                    target_matchers:
                      - b="2"
                receivers:
                  - name: team
                    webhook_configs:
                      - url: http://127.0.0.1:9/team
                        send_resolved: true
                        max_alerts: 10
                  - name: page
                    pagerduty_configs:
                      - routing_key_file: /etc/secrets/pagerduty
                  - name: nobody
                  - name: flight/P1/L2/page
                    pagerduty_configs:
                      - routing_key_file: /etc/secrets/pagerduty
                  - name: flight/chat
                    webhook_configs:
                      - url: http://127.0.0.1:9/chat
                time_intervals:
                  - name: nights
                    time_intervals:
                      - times:
                          - start_time: "09:30"
                            end_time: "24:00"
                  - name: flight/holidays
                    time_intervals:
                      - location: UTC
                        days_of_month:
                          - "25"
                """);
        Path file = Files.writeString(directory.resolve("alertmanager.yml"), merged);
        Tool.Result result = Tool.named("amtool").run("check-config", file);
        // No template lies where the team's file says; amtool says no more than that.
        assertThat(result.output()).as(result.output()).contains("SUCCESS");
        assertThat(Tool.named("amtool")
                        .run("config", "routes", "test", "--config.file=" + file, "--verify.receivers=team", "x=1")
                        .exitCode())
                .isZero();
    }

    @Test
    void mergingAgainGivesTheSameBytes() {
        assertThat(merge(BASE, ours()).text(List.of()))
                .isEqualTo(merge(BASE, ours()).text(List.of()));
    }

    @Test
    void namesThatClashAreRefusedAtTheirPlace() {
        String base = BASE.replace("name: page\n", "name: flight/chat\n")
                .replace("name: nights\n", "name: flight/holidays\n");

        assertThat(merge(base, ours()).problems(AlertmanagerVersion.DEFAULT))
                .extracting(BaseProblem::place, BaseProblem::kind, BaseProblem::message)
                .containsExactly(
                        tuple(
                                "base.yml:12:11",
                                Kind.REFUSED,
                                "the receiver 'flight/chat' has the name of a generated one: give yours another"),
                        tuple(
                                "base.yml:15:11",
                                Kind.REFUSED,
                                "the time interval 'flight/holidays' has the name of a generated one: give yours"
                                        + " another"));
    }

    @Test
    void aRouteThatTakesAllBeforeOthersIsSaid() {
        String base = BASE.replace("  routes:\n", "  routes:\n    - {receiver: page}\n");

        assertThat(merge(base, ours()).problems(AlertmanagerVersion.DEFAULT))
                .extracting(BaseProblem::place, BaseProblem::kind, BaseProblem::message)
                .containsExactly(tuple(
                        "base.yml:7:7",
                        Kind.LESSENED,
                        "this route takes every alert, so that the 1 after it are never reached: move it to the end, or"
                                + " write 'continue: true'"));
        assertThat(merge(base.replace("{receiver: page}", "{receiver: page, continue: true}"), ours())
                        .problems(AlertmanagerVersion.DEFAULT))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.25,true", "0.30.2,true", "0.31,false"})
    void anEmptyGroupByIsSaidForVersionsThatMisreadIt(String version, boolean said) {
        String base = BASE.replace("{receiver: team, ", "{receiver: team, group_by: [], ");

        List<BaseProblem> problems =
                merge(base, ours()).problems(AlertmanagerVersion.parse(version).orElseThrow());

        assertThat(problems.stream()
                        .anyMatch(problem -> problem.kind() == Kind.FAULT
                                && problem.place().equals("base.yml:7:34")
                                && problem.message().contains("empty group_by")))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"0.34,-1,true", "0.25,29:31,true", "0.34,1:28,false", "0.35,-1,false"})
    void daysThatHangOnTheLengthOfTheMonthAreSaidForVersionsThatMiscountThem(
            String version, String days, boolean said) {
        String base = BASE.replace("[{times: ", "[{days_of_month: ['" + days + "'], times: ");

        List<BaseProblem> problems =
                merge(base, ours()).problems(AlertmanagerVersion.parse(version).orElseThrow());

        assertThat(problems.stream()
                        .anyMatch(problem -> problem.kind() == Kind.FAULT
                                && problem.message().contains("days '" + days + "' are wrong then")))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2] | base.yml:1:1 | the file holds no map: expected an alertmanager.yml",
                "a: 1 | base.yml:1:1 | the file has no route, so that it is no alertmanager.yml: expected a route with a"
                        + " receiver",
                "{a: 1, a: 2} | base.yml:1:8 | the key 'a' stands twice",
                "a: &x [*x] | base.yml:1:4 | this value contains itself",
                "a: [ | base.yml:1:5 | expected the node content, but found '<stream end>'"
            })
    void aFileThatIsNoConfigurationIsRefusedAtItsPlace(String text, String place, String message) {
        BaseFile.Reading reading = BaseFile.read("base.yml", text);

        assertThat(reading.base()).isEmpty();
        assertThat(reading.problems())
                .extracting(BaseProblem::place, BaseProblem::kind, BaseProblem::message)
                .containsExactly(tuple(place, Kind.REFUSED, message));
    }

    private static BaseMerge merge(String base, AlertmanagerFile ours) {
        return new BaseMerge(BaseFile.read("base.yml", base).base().orElseThrow(), ours);
    }

    private static AlertmanagerFile ours() {
        Route first = route("flight/page", true, "priority", "P1", List.of());
        Route second = route("flight/P1/L2/page", false, "priority", "P1", List.of("flight/holidays"));
        Route rest = new Route(
                "flight/chat", List.of(), List.of(), null, null, null, List.of(), List.of(), false, List.of());
        Route system = new Route(
                "flight/page",
                List.of(Matcher.is("system", "flight")),
                List.of(),
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                List.of(first, second, rest));
        Route root = new Route(
                "flight/chat",
                List.of(),
                List.of("alertname"),
                "30s",
                "5m",
                "4h",
                List.of(),
                List.of(),
                false,
                List.of(system));
        return new AlertmanagerFile(
                root,
                List.of(new InhibitRule(List.of(Matcher.is("b", "1")), List.of(Matcher.is("b", "2")), List.of())),
                List.of(
                        new ReceiverEntry("nobody", Map.of()),
                        new ReceiverEntry("flight/page", Map.of()),
                        new ReceiverEntry("flight/P1/L2/page", Map.of()),
                        new ReceiverEntry(
                                "flight/chat",
                                Map.of("webhook_configs", List.of(Map.of("url", "http://127.0.0.1:9/chat"))))),
                List.of(new NamedIntervals(
                        "flight/holidays",
                        List.of(new IntervalItem("UTC", List.of(), List.of(), List.of("25"), List.of(), List.of())))));
    }

    private static Route route(String receiver, boolean goesOn, String label, String value, List<String> mutes) {
        return new Route(
                receiver,
                List.of(Matcher.is(label, value)),
                List.of(),
                null,
                null,
                null,
                List.of(),
                mutes,
                goesOn,
                List.of());
    }
}
