package io.watchbill.rules;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.rules.proof.RuleTests;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The generated rules of a plan in front of the generated tests. */
public final class GeneratedTests {

    private GeneratedTests() {}

    /** The text of all test files. */
    public static String text(Plan plan) {
        return RuleTests.render(plan).stream().map(Artifact::content).collect(Collectors.joining());
    }

    /** The test files, written under a directory. */
    public static List<Path> write(Path directory, Plan plan) {
        return RuleTests.render(plan).stream()
                .map(artifact -> ExamplePlan.write(directory, artifact))
                .toList();
    }

    /** Those of the test files whose windows are not hours long, which take promtool long. */
    public static List<Path> writeShort(Path directory, Plan plan) {
        return write(directory, plan).stream()
                .filter(path -> !path.toString().contains("every-"))
                .toList();
    }

    /** What promtool says when it runs all tests over the rules. */
    public static Tool.Result run(Path directory, Plan plan) {
        return run(directory, plan, write(directory, plan));
    }

    /** The same without the tests that take long. */
    public static Tool.Result runShort(Path directory, Plan plan) {
        return run(directory, plan, writeShort(directory, plan));
    }

    private static Tool.Result run(Path directory, Plan plan, List<Path> tests) {
        ExamplePlan.write(directory, RuleFiles.render(plan));
        List<Object> arguments = new ArrayList<>(List.of("test", "rules"));
        arguments.addAll(tests);
        return Tool.named("promtool").run(arguments.toArray());
    }
}
