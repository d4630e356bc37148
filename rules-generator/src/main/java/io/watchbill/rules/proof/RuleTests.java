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
import java.util.List;

/** The tests of a system's rules for {@code promtool test rules}. */
public final class RuleTests {

    private RuleTests() {}

    /** {@code tests/<system>.yaml}; its head names the alerts that it does not test. */
    public static Artifact render(Plan plan) {
        List<TestCase> tests = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        for (PlannedAlert alert : plan.alerts()) {
            List<TestCase> own = new AlertProof(plan, alert).tests();
            tests.addAll(own);
            if (own.isEmpty()) {
                untested.add(alert.name());
            } else if (alert.kind() != AlertKind.WATCHDOG) {
                silent.add(alert.name());
            }
        }
        if (!silent.isEmpty()) {
            tests.add(withoutData(plan, silent));
        }
        List<String> comments = new ArrayList<>(RuleFiles.notice(plan));
        comments.add("Run it: promtool test rules " + plan.links().testsPath());
        if (!untested.isEmpty()) {
            comments.add("Without a test: " + String.join(", ", untested) + ".");
        }
        TestFile file = new TestFile(
                List.of("../" + plan.links().rulesPath()),
                Durations.format(plan.target().evaluationInterval()),
                tests);
        return new Artifact(plan.links().testsPath(), YamlText.of(file, comments));
    }

    /** Nothing fires of alerts that speak of values, for longer than any of them holds before it fires. */
    private static TestCase withoutData(Plan plan, List<String> alerts) {
        Duration evaluation = plan.target().evaluationInterval();
        Duration longest = plan.alerts().stream()
                .map(PlannedAlert::holdFor)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        String end = Durations.format(
                evaluation.multipliedBy(longest.dividedBy(evaluation)).plus(evaluation.multipliedBy(3)));
        return new TestCase(
                "without data, silence",
                Durations.format(plan.target().scrapeInterval()),
                List.of(),
                alerts.stream()
                        .map(alert -> new AlertExpectation(end, alert, List.of()))
                        .toList());
    }
}
