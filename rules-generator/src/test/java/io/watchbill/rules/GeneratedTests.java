package io.watchbill.rules;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.rules.proof.RuleTests;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The generated rules of a plan in front of the generated tests. */
public final class GeneratedTests {

    /** Before each test of a file. */
    private static final Pattern CASE = Pattern.compile("(?m)^(?=  - name: )");

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

    /** The same of those tests alone whose names contain one of the words. */
    public static Tool.Result runShort(Path directory, Plan plan, List<String> words) {
        List<Path> tests = new ArrayList<>();
        for (Path file : writeShort(directory, plan)) {
            String[] cases = CASE.split(read(file));
            String wanted = Stream.of(cases)
                    .skip(1) // the head
                    .filter(one -> words.stream().anyMatch(one.substring(0, one.indexOf('\n'))::contains))
                    .collect(Collectors.joining());
            if (!wanted.isEmpty()) {
                tests.add(write(file, cases[0] + wanted));
            }
        }
        return run(directory, plan, tests);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tool.Result run(Path directory, Plan plan, List<Path> tests) {
        ExamplePlan.write(directory, RuleFiles.render(plan));
        List<Object> arguments = new ArrayList<>(List.of("test", "rules"));
        arguments.addAll(tests);
        return Tool.named("promtool").run(arguments.toArray());
    }
}
