package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.alertmanager.semantics.RouteTree;
import io.watchbill.alertmanager.semantics.RoutedLeaf;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Target;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.Priority;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random labels reach the receivers that amtool says, on generated routes and on random ones, for each version. Every
 * question starts a process; {@code -Dwatchbill.label-sets=N} asks another number of them.
 */
class RoutingParityIT {

    private static final long SEED = 20261126;
    private static final int QUESTIONS = Integer.getInteger("watchbill.label-sets", 500);
    private static final int TREES = 10;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "-trixie", "-sid"})
    void randomLabelsReachTheReceiversThatAmtoolSays(String suffix) throws IOException {
        AmtoolVersion version = AmtoolVersion.of(suffix);
        Random random = new Random(SEED);
        List<Question> questions = new ArrayList<>();
        Path generated = directory.resolve("generated.yml");
        AlertmanagerFile fleet = fleet(version);
        Files.writeString(generated, YamlText.of(fleet, List.of()));
        for (int i = 0; i < QUESTIONS / 2; i++) {
            questions.add(new Question(generated, fleet.route(), labelsOfFleet(random)));
        }
        for (int tree = 0; tree < TREES; tree++) {
            Path file = directory.resolve("tree-" + tree + ".yml");
            AlertmanagerFile routes = randomTree(random);
            Files.writeString(file, YamlText.of(routes, List.of()));
            for (int i = 0; i < (QUESTIONS - QUESTIONS / 2) / TREES; i++) {
                questions.add(new Question(file, routes.route(), labelsOfTree(random)));
            }
        }

        List<String> answers = questions.parallelStream()
                .map(question -> question.ask(version.amtool()))
                .toList();

        assertThat(answers).hasSize(QUESTIONS).containsOnly("same receivers");
        assertThat(questions.stream().map(Question::receivers).distinct().count())
                .as("different answers, or nothing is shown")
                .isGreaterThan(20);
    }

    private record Question(Path file, Route root, Map<String, String> labels) {

        List<String> receivers() {
            return RouteTree.leaves(root, labels).stream()
                    .map(RoutedLeaf::receiver)
                    .toList();
        }

        String ask(Tool amtool) {
            List<Object> arguments = new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + file));
            arguments.add("--verify.receivers=" + String.join(",", receivers()));
            labels.forEach(
                    (name, value) -> arguments.add(Matcher.is(name, value).text()));
            Tool.Result result = amtool.run(arguments.toArray());
            return result.exitCode() == 0 ? "same receivers" : file + " " + labels + ": " + result.output();
        }
    }

    private static AlertmanagerFile fleet(AmtoolVersion version) {
        PlanFixture first = PlanFixture.example();
        first.target = Target.DEFAULT.withAlertmanager(version.version());
        first.escalate("page");
        first.receivers = List.of(
                PlanFixture.receiver("page", "http://127.0.0.1:9/page"),
                PlanFixture.receiver("chat", "http://127.0.0.1:9/chat"),
                PlanFixture.receiver("mail", "http://127.0.0.1:9/mail"),
                PlanFixture.receiver("incident-recorder", "http://127.0.0.1:9/records"),
                PlanFixture.receiver("watchdog", "http://127.0.0.1:9/watchdog"));
        PlanFixture second = new PlanFixture();
        second.target = first.target;
        second.system = "search";
        second.add("SearchWatchdog", AlertKind.WATCHDOG, Priority.P4);
        second.alerts.add(
                second.alert("SearchTrial", AlertKind.WRITTEN_PROMQL, Priority.P2, AlertState.SHADOW, List.of()));
        return AlertmanagerConfig.of(new Fleet(List.of(first.plan(), second.plan())));
    }

    private static Map<String, String> labelsOfFleet(Random random) {
        Map<String, String> labels = new LinkedHashMap<>();
        maybe(random, labels, "system", "flight-delay", "flight-delay", "search", "search", "other", "Search");
        maybe(random, labels, "priority", "P1", "P2", "P3", "P4", "p1", "P5");
        maybe(
                random,
                labels,
                "alertname",
                "FlightDelayWatchdog",
                "FlightDelayTrial",
                "FlightDelayDown",
                "SearchTrial",
                "SearchWatchdog",
                "x");
        maybe(random, labels, "environment", "production", "staging");
        maybe(random, labels, "cluster", "a", "b c");
        return labels;
    }

    private static AlertmanagerFile randomTree(Random random) {
        Set<String> receivers = new LinkedHashSet<>();
        Route tree = route(random, receivers, 0);
        Route root = new Route(
                "root", List.of(), List.of("a"), null, null, null, List.of(), List.of(), false, tree.routes());
        receivers.add("root");
        return new AlertmanagerFile(
                root,
                List.of(),
                receivers.stream()
                        .map(name -> new ReceiverEntry(name, Map.of()))
                        .toList(),
                List.of());
    }

    private static Route route(Random random, Set<String> receivers, int depth) {
        String receiver = random.nextInt(4) == 0 ? null : "r" + random.nextInt(30);
        if (receiver != null) {
            receivers.add(receiver);
        }
        List<Matcher> matchers = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> matcher(random))
                .toList();
        int children = depth > 2 ? 0 : random.nextInt(depth == 0 ? 6 : 4) + (depth == 0 ? 3 : 0);
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            routes.add(route(random, receivers, depth + 1));
        }
        return new Route(
                receiver, matchers, List.of(), null, null, null, List.of(), List.of(), random.nextInt(3) == 0, routes);
    }

    private static Matcher matcher(Random random) {
        String label = one(random, "a", "b", "c");
        return switch (random.nextInt(4)) {
            case 0 -> new Matcher(label, "=", one(random, "1", "2", ""));
            case 1 -> new Matcher(label, "!=", one(random, "1", "2", ""));
            case 2 -> new Matcher(label, "=~", one(random, "1|2", ".+", "[^1]*", "1.*", ""));
            default -> new Matcher(label, "!~", one(random, "1|2", ".+", "[^1]*", "1.*", ""));
        };
    }

    private static Map<String, String> labelsOfTree(Random random) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : List.of("a", "b", "c")) {
            maybe(random, labels, label, "1", "2", "11", "3 x");
        }
        return labels;
    }

    private static void maybe(Random random, Map<String, String> labels, String name, String... values) {
        if (random.nextInt(6) > 0) {
            labels.put(name, one(random, values));
        }
    }

    private static String one(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
