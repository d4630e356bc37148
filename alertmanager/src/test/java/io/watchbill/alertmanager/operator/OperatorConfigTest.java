package io.watchbill.alertmanager.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.watchbill.alertmanager.ReceiverNames;
import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.WrittenOut;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.semantics.IntervalClock;
import io.watchbill.alertmanager.semantics.MonthLength;
import io.watchbill.alertmanager.semantics.RouteTree;
import io.watchbill.alertmanager.semantics.RoutedLeaf;
import io.watchbill.alertmanager.simulation.Firing;
import io.watchbill.alertmanager.simulation.Inhibition;
import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources as the operator's own definitions read them, and what it makes of them, beside our own alertmanager.yml. */
class OperatorConfigTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    private static final String SHOP = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, owner: team-shop}
            models:
              churn: {task: regression, features: {plan: {type: categorical}}}
            sources: {application: [{preset: watchbill}]}
            monitoring:
              keyMetrics:
                - {metric: error_rate, warning: "> 1% for 5m", critical: "> 5% for 5m"}
            alerting:
              receivers:
                page: {pagerduty_configs: [{routing_key_file: /etc/alertmanager/secrets/pagerduty/key, details: {team: shop}}]}
                chat: {slack_configs: [{api_url_file: /etc/alertmanager/secrets/slack/url, channel: "#shop", title_link: "https://a"}]}
                mail: {email_configs: [{to: shop@example.com, headers: {Subject: Shop}, require_tls: true}]}
                incident-recorder: {webhook_configs: [{url: "http://recorder:9115/", max_alerts: 0}]}
              dependencies:
                - {alert: ShopExporterDown, mutes: [ShopErrorRateHigh]}
            onCall:
              timezone: America/New_York
              businessHours: {days: mon-fri, hours: "09:00-17:00", holidays: [2026-12-25]}
              escalation:
                by: alertmanager
                levels:
                  - {level: L1, contact: page, when: at once}
                  - {level: L2, contact: chat, when: not acknowledged within respondWithin}
            maintenance:
              - {name: Retraining, frequency: "every sunday 02:00", duration: 2h, mutes: [P3, P4]}
              - {name: Patches, frequency: "last friday monthly 23:00", duration: 4h, timezone: UTC, mutes: [P2, P3]}
            """;

    @TempDir
    private Path folder;

    @Test
    void theOperatorKnowsEveryKeyAndNamesSecretsAndNoFiles() {
        AlertmanagerConfig resource = resource(fleet(SHOP));

        assertThat(resource.getApiVersion() + "/" + resource.getKind())
                .isEqualTo("monitoring.coreos.com/v1alpha1/AlertmanagerConfig");
        assertThat(resource.getMetadata().getName()).isEqualTo("watchbill-shop");
        assertThat(resource.getMetadata().getNamespace()).isEqualTo("ml");
        assertThat(resource.getSpec().getReceivers())
                .extracting(receiver -> receiver.getName())
                .containsExactly("nobody", "page", "chat", "mail", "incident-recorder", "P1/L2/chat", "P2/L2/chat");
        assertThat(resource.getSpec().getReceivers().get(1).getPagerdutyConfigs())
                .singleElement()
                .satisfies(pager -> {
                    assertThat(pager.getRoutingKey().getName()).isEqualTo("pagerduty");
                    assertThat(pager.getRoutingKey().getKey()).isEqualTo("key");
                    assertThat(pager.getDetails().get(0).getKey()).isEqualTo("team");
                });
        assertThat(resource.getSpec()
                        .getReceivers()
                        .get(2)
                        .getSlackConfigs()
                        .get(0)
                        .getTitleLink())
                .isEqualTo("https://a");
        assertThat(resource.getSpec()
                        .getReceivers()
                        .get(3)
                        .getEmailConfigs()
                        .get(0)
                        .getRequireTLS())
                .isTrue();
    }

    @Test
    void aKeyThatTheOperatorDoesNotKnowWouldBeFound() {
        String text = OperatorConfig.render(fleet(SHOP), "ml").get(0).content();

        assertThatThrownBy(() -> StrictModel.read(text.replace("titleLink", "titleLnk")))
                .hasRootCauseInstanceOf(com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void randomAlertsOfTheNamespaceReachTheReceiversOfAlertmanagerYmlByTheSameRoutes(boolean enforced)
            throws IOException {
        Fleet fleet = fleet(SHOP, SHOP.replace("name: shop", "name: search").replace("Shop", "Search"));
        AlertmanagerFile ours = io.watchbill.alertmanager.AlertmanagerConfig.of(fleet);
        AlertmanagerFile theirs = converted(fleet, enforced);
        Path file = Files.writeString(folder.resolve("operator.yml"), YamlText.of(theirs, List.of()));
        Random random = new Random(20261127);

        Tool.Result valid = Tool.named("amtool").run("check-config", file);
        assertThat(valid.exitCode()).as(valid.output()).isZero();
        for (int i = 0; i < 2000; i++) {
            Map<String, String> labels = labels(fleet, random);
            assertThat(RouteTree.leaves(theirs.route(), labels).stream().map(OperatorConfigTest::text))
                    .as(labels.toString())
                    .isEqualTo(RouteTree.leaves(ours.route(), labels).stream()
                            .map(OperatorConfigTest::text)
                            .toList());
        }
    }

    @Test
    void anAlertWithoutTheNamespaceReachesNobodyThere() {
        AlertmanagerFile theirs = converted(fleet(SHOP), true);
        Map<String, String> labels = Map.of("alertname", "ShopDown", "system", "shop", "priority", "P1");

        assertThat(RouteTree.leaves(theirs.route(), labels))
                .extracting(RoutedLeaf::receiver)
                .containsExactly("null");
    }

    @Test
    void theSameAlertsSilenceTheSame() {
        Fleet fleet = fleet(SHOP);
        AlertmanagerFile ours = io.watchbill.alertmanager.AlertmanagerConfig.of(fleet);
        AlertmanagerFile theirs = converted(fleet, true);
        Instant now = Instant.EPOCH;
        int silenced = 0;
        List<TreeMap<String, String>> alerts = fleet.plans().get(0).alerts().stream()
                .flatMap(alert -> Stream.of(alert.priority().name(), "P1").map(priority -> {
                    TreeMap<String, String> labels = new TreeMap<>(alert.labels());
                    labels.put("alertname", alert.name());
                    labels.put("priority", priority);
                    labels.put("namespace", "ml");
                    return labels;
                }))
                .toList();
        for (TreeMap<String, String> source : alerts) {
            List<Firing> firing = List.of(new Firing(source, now, now.plusSeconds(1)));
            for (TreeMap<String, String> target : alerts) {
                boolean expected = new Inhibition(ours.inhibitRules(), firing, false)
                        .source(target, now)
                        .isPresent();
                silenced += expected ? 1 : 0;
                assertThat(new Inhibition(theirs.inhibitRules(), firing, false)
                                .source(target, now)
                                .isPresent())
                        .as("%s over %s", source, target)
                        .isEqualTo(expected);
            }
        }
        assertThat(silenced).as("or nothing is shown").isGreaterThan(10);
    }

    @Test
    void intervalsHoldWhenThoseOfAlertmanagerYmlDoUpToTheHorizon() {
        Fleet fleet = fleet(SHOP);
        Map<String, IntervalClock> theirs = clocks(converted(fleet, true));
        Random random = new Random(20261127);
        long begin = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        long end = Instant.parse("2028-12-31T23:59:59Z").getEpochSecond();

        Map<String, IntervalClock> ours = clocks(io.watchbill.alertmanager.AlertmanagerConfig.of(fleet));
        assertThat(ours.keySet())
                .containsExactlyInAnyOrder(
                        "business-hours", "holidays", "maintenance/Retraining", "maintenance/Patches");
        assertThat(theirs.keySet()).isEqualTo(ours.keySet());
        ours.forEach((name, clock) -> {
            for (int i = 0; i < 20_000; i++) {
                Instant at = Instant.ofEpochSecond(begin + (long) (random.nextDouble() * (end - begin)));
                assertThat(theirs.get(name).holds(at)).as("%s at %s", name, at).isEqualTo(clock.holds(at));
            }
        });
        assertThat(theirs.get("business-hours").holds(Instant.parse("2029-01-07T03:00:00Z")))
                .as("after the horizon at any hour rather than at none")
                .isTrue();
    }

    /** Patterns that the operator's definitions have of times. */
    @Test
    void timesAreWrittenAsTheOperatorsDefinitionsWantThem() {
        resource(fleet(SHOP)).getSpec().getMuteTimeIntervals().stream()
                .flatMap(named -> named.getTimeIntervals().stream())
                .forEach(item -> {
                    assertThat(item.getYears()).allMatch(year -> year.matches("2\\d{3}(:2\\d{3})?"));
                    assertThat(item.getMonths()).allMatch(month -> month.matches("[a-z]+"));
                    assertThat(item.getDaysOfMonth()).allMatch(days -> days.getStart() != 0 && days.getEnd() != 0);
                    assertThat(item.getTimes())
                            .allMatch(time -> time.getStartTime().matches("([01]\\d|2[0-3]):[0-5]\\d")
                                    && time.getEndTime().matches("([01]\\d|2[0-3]):[0-5]\\d|24:00"));
                });
    }

    @Test
    void whatIsWrittenOutByDateSaysSo() {
        assertThat(OperatorConfig.writtenOut(fleet(SHOP)))
                .extracting(WrittenOut::specPath, WrittenOut::text)
                .containsExactly(
                        tuple(
                                "/onCall/businessHours/hours",
                                "the calendar of business hours is written out by date until 2028-12-31, because an"
                                        + " AlertmanagerConfig knows no time zone but UTC: compile again before then"),
                        tuple(
                                "/onCall/businessHours/holidays",
                                "the calendar of holidays is written out by date until 2028-12-31, because an"
                                        + " AlertmanagerConfig knows no time zone but UTC: compile again before then"),
                        tuple(
                                "/maintenance/0/frequency",
                                "maintenance window 'Retraining' is written out by date until 2028-12-31, because an"
                                        + " AlertmanagerConfig knows no time zone but UTC: compile again before then"));
    }

    @Test
    void theForcedNamespaceIsSaidUnlessEveryAlertHasIt() {
        String labelled = SHOP.replace(
                "  dependencies:",
                "  severities: {P1: {labels: {namespace: ml}}, P2: {labels: {namespace: ml}}, P3: {labels: {namespace:"
                        + " ml}}, P4: {labels: {namespace: ml}}}\n  dependencies:");

        assertThat(problems(SHOP))
                .extracting(RoutingProblem::specPath, RoutingProblem::kind, RoutingProblem::message)
                .containsExactly(tuple(
                        "/metadata/name",
                        RoutingProblem.Kind.LESSENED,
                        "the operator lets an AlertmanagerConfig of namespace 'ml' see alerts with the label"
                                + " namespace=\"ml\" alone, which alerts of P1, P2, P3, P4 have not: write 'labels:"
                                + " {namespace: ml}' at these severities, or give the operator's Alertmanager the"
                                + " alertmanagerConfigMatcherStrategy {type: None}"));
        assertThat(problems(labelled)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/slack_configs/0/api_url_file | {slack_configs: [{api_url_file: /run/slack, channel: x}]} | names secrets of"
                        + " Kubernetes, not files: write where the operator mounts them,"
                        + " /etc/alertmanager/secrets/SECRET/KEY",
                "/webhook_configs/0/http_config/oauth2 | {webhook_configs: [{url: 'http://a', http_config: {oauth2: {client_id:"
                        + " a}}}]} | an AlertmanagerConfig has no 'oauth2' here",
                "/jira_configs | {jira_configs: [{project: A}]} | an AlertmanagerConfig has no 'jira_configs', only"
                        + " discord_configs",
            })
    void whatTheResourceHasNoPlaceForIsRefusedAtItsPlace(String place, String chat, String message) {
        String spec = SHOP.replaceFirst("chat: \\{.*", "chat: " + chat);

        assertThat(problems(spec))
                .filteredOn(RoutingProblem::error)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.specPath()).isEqualTo("/alerting/receivers/chat" + place);
                    assertThat(problem.message())
                            .startsWith("receiver 'chat': ")
                            .contains(message);
                });
        assertThatThrownBy(() -> OperatorConfig.render(fleet(spec), "ml")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void alertsOfNoSystemAndThoseOfOtherNamespacesAreSaid() {
        String spec = SHOP.replace("    incident-recorder:", "    catch-all:")
                .replace("alert: ShopExporterDown", "alert: FeatureStoreDown");

        assertThat(problems(spec))
                .extracting(RoutingProblem::specPath)
                .containsExactly("/metadata/name", "/alerting/receivers/catch-all", "/alerting/dependencies/0/alert");
    }

    private static List<RoutingProblem> problems(String spec) {
        return OperatorConfig.problems(fleet(spec), "ml");
    }

    private static Map<String, String> labels(Fleet fleet, Random random) {
        List<Plan> plans = fleet.plans();
        Plan plan = plans.get(random.nextInt(plans.size()));
        var alert = plan.alerts().get(random.nextInt(plan.alerts().size()));
        Map<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("alertname", random.nextInt(5) == 0 ? "Unknown" : alert.name());
        labels.put("namespace", "ml");
        if (random.nextInt(4) == 0) {
            labels.put("priority", List.of("P1", "P2", "P3", "P4", "P5").get(random.nextInt(5)));
        }
        return labels;
    }

    /** Everything of a leaf that tells when and how somebody hears, with names as the specification has them. */
    private static String text(RoutedLeaf leaf) {
        return String.join(
                " ",
                own(leaf.receiver()),
                leaf.groupBy().toString(),
                leaf.groupWait().toString(),
                leaf.groupInterval().toString(),
                leaf.repeatInterval().toString(),
                leaf.active().stream().map(OperatorConfigTest::own).toList().toString(),
                leaf.mutes().stream().map(OperatorConfigTest::own).toList().toString());
    }

    private static String own(String name) {
        return name.replaceFirst("^ml/watchbill-([a-z]+)/(?!nobody)", "$1/")
                .replaceFirst("^ml/watchbill-[a-z]+/nobody$", ReceiverNames.NOBODY);
    }

    private static Map<String, IntervalClock> clocks(AlertmanagerFile file) {
        Map<String, IntervalClock> clocks = new TreeMap<>();
        file.timeIntervals()
                .forEach(named -> clocks.put(
                        own(named.name()).replaceFirst("^shop/", ""),
                        new IntervalClock(named.timeIntervals(), MonthLength.CALENDAR)));
        return clocks;
    }

    private static AlertmanagerFile converted(Fleet fleet, boolean enforced) {
        List<ConvertedResource> resources = new ArrayList<>();
        for (Artifact artifact : OperatorConfig.render(fleet, "ml")) {
            resources.add(new ConvertedResource(StrictModel.read(artifact.content()), enforced));
        }
        return ConvertedResource.file(resources);
    }

    private static AlertmanagerConfig resource(Fleet fleet) {
        return StrictModel.read(OperatorConfig.render(fleet, "ml").get(0).content());
    }

    private static Fleet fleet(String... specs) {
        Target target = Target.DEFAULT
                .withDay(TODAY)
                .withAlertmanager(AlertmanagerVersion.parse("0.28").orElseThrow());
        return new Fleet(Arrays.stream(specs)
                .flatMap(spec -> {
                    ReadResult read = new SpecificationReader(path -> spec).read(Path.of("ops.yaml"));
                    assertThat(read.findings()).isEmpty();
                    return Stream.of(Planner.plan(read.loaded().orElseThrow(), target));
                })
                .toList());
    }
}
