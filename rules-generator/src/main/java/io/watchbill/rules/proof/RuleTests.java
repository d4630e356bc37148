package io.watchbill.rules.proof;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.RuleFiles;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.TestCase;
import io.watchbill.rules.format.TestFile;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tests of a system's rules for {@code promtool test rules}. */
public final class RuleTests {

    /** What speaks of what is missing, or may. */
    private static final Set<AlertKind> SPEAKS_OF_SILENCE = Set.of(
            AlertKind.WATCHDOG,
            AlertKind.SLO_UNMEASURED,
            AlertKind.DOWN,
            AlertKind.MONITORING,
            AlertKind.WRITTEN_PROMQL);

    private RuleTests() {}

    /** Tests of one rule file that are evaluated alike are one file. */
    private record FileOf(Cadence cadence, boolean ofObjectives) {}

    /**
     * {@code tests/<system>.yaml} for the rules of the layers, {@code tests/<system>.slo.yaml} for those of objectives, and in
     * {@code tests/every-5m/} and the like the tests of windows over hours and days, whose rules are evaluated less often. The head
     * of the first names what is not tested, and why.
     */
    public static List<Artifact> render(Plan plan) {
        FileOf first = new FileOf(Cadence.live(plan), false);
        Map<FileOf, List<TestCase>> tests = new LinkedHashMap<>(Map.of(first, new ArrayList<>()));
        Map<FileOf, List<PlannedAlert>> silent = new LinkedHashMap<>();
        Map<String, List<String>> gaps = new LinkedHashMap<>();
        for (PlannedAlert alert : plan.alerts()) {
            boolean ofObjectives = RuleFiles.isOfObjective(alert);
            Proof proof = new AlertProof(plan, alert).proof();
            List<ProvenCase> own = proof.cases();
            proof.gaps()
                    .forEach(gap -> gaps.computeIfAbsent(gap.why(), unused -> new ArrayList<>())
                            .add(gap.what()));
            own.forEach(proven -> tests.computeIfAbsent(
                            new FileOf(proven.cadence(), ofObjectives), unused -> new ArrayList<>())
                    .add(proven.test()));
            if (!own.isEmpty() && !SPEAKS_OF_SILENCE.contains(alert.kind())) {
                silent.computeIfAbsent(new FileOf(own.get(0).cadence(), ofObjectives), unused -> new ArrayList<>())
                        .add(alert);
            }
        }
        silent.forEach((file, alerts) ->
                tests.computeIfAbsent(file, unused -> new ArrayList<>()).add(withoutData(file.cadence(), alerts)));
        return tests.entrySet().stream()
                .map(entry -> artifact(
                        plan, entry.getKey(), entry.getValue(), entry.getKey().equals(first) ? gaps : Map.of()))
                .toList();
    }

    private static Artifact artifact(Plan plan, FileOf file, List<TestCase> cases, Map<String, List<String>> gaps) {
        boolean live = file.cadence().equals(Cadence.live(plan));
        String folder = live ? "" : "every-" + Durations.format(file.cadence().evaluation()) + "/";
        String rules = file.ofObjectives()
                ? plan.links().objectiveRulesPath()
                : plan.links().rulesPath();
        String path = "tests/" + folder + rules.substring(rules.indexOf('/') + 1);
        List<String> comments = new ArrayList<>(RuleFiles.notice(plan));
        comments.add("Run it: promtool test rules " + path);
        gaps.forEach(
                (why, what) -> comments.add("Without a test, because " + why + ": " + String.join(", ", what) + "."));
        TestFile content = new TestFile(
                List.of((live ? "../" : "../../") + rules),
                Durations.format(file.cadence().evaluation()),
                cases);
        return new Artifact(path, YamlText.of(content, comments));
    }

    /** Nothing fires of alerts that speak of values, for longer than any of them holds before it fires. */
    private static TestCase withoutData(Cadence cadence, List<PlannedAlert> alerts) {
        Duration longest = alerts.stream()
                .map(PlannedAlert::holdFor)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        String end = Durations.format(cadence.up(longest).plus(cadence.steps(3)));
        return new TestCase(
                "without data, silence",
                Durations.format(cadence.sample()),
                List.of(),
                alerts.stream()
                        .map(alert -> new AlertExpectation(end, alert.name(), List.of()))
                        .toList());
    }
}
