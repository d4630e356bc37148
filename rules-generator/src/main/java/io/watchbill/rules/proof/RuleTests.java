package io.watchbill.rules.proof;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.RuleFiles;
import io.watchbill.rules.format.TestCase;
import io.watchbill.rules.format.TestFile;
import io.watchbill.spec.Durations;
import java.util.ArrayList;
import java.util.List;

/** The tests of a system's rules for {@code promtool test rules}. */
public final class RuleTests {

    private RuleTests() {}

    /** {@code tests/<system>.yaml}; its head names the alerts that it does not test. */
    public static Artifact render(Plan plan) {
        List<TestCase> tests = new ArrayList<>();
        List<String> untested = new ArrayList<>();
        for (PlannedAlert alert : plan.alerts()) {
            List<TestCase> own = new AlertProof(plan, alert).tests();
            tests.addAll(own);
            if (own.isEmpty()) {
                untested.add(alert.name());
            }
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
}
