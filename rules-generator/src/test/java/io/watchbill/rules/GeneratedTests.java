package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.plan.RecordedSeries;
import io.watchbill.rules.proof.RuleTests;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The generated rules of a plan in front of the generated tests. */
public final class GeneratedTests {

    /** Before each test of a file. */
    private static final Pattern CASE = Pattern.compile("(?m)^(?=  - name: )");

    /** {@code -Dwatchbill.whole=true}: files as they are compiled, long windows too, as {@code bench/run promtools} asks. */
    public static final boolean WHOLE = Boolean.getBoolean("watchbill.whole");

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

    /** What promtool says when it runs all tests over the rules. */
    public static Tool.Result run(Path directory, Plan plan) {
        return run(Tool.named("promtool"), directory, plan, file -> true, name -> true);
    }

    /** The same without the tests of windows that are hours long, which take promtool long. */
    public static Tool.Result runShort(Path directory, Plan plan) {
        return runShort(Tool.named("promtool"), directory, plan);
    }

    /** The same by another promtool. */
    public static Tool.Result runShort(Tool promtool, Path directory, Plan plan) {
        return run(promtool, directory, plan, GeneratedTests::isShort, name -> true);
    }

    /** The same of some test files alone, named as they are compiled, such as {@code tests/every-5m/shop.slo.yaml}. */
    public static Tool.Result run(Tool promtool, Path directory, Plan plan, Set<String> files) {
        assertThat(RuleTests.render(plan)).extracting(Artifact::path).containsAll(files);
        return run(promtool, directory, plan, file -> files.stream().anyMatch(file::endsWith), name -> true);
    }

    /** The same of those tests alone whose names contain one of the words. */
    public static Tool.Result runShort(Path directory, Plan plan, List<String> words) {
        return run(
                Tool.named("promtool"),
                directory,
                plan,
                GeneratedTests::isShort,
                name -> words.stream().anyMatch(name::contains));
    }

    /**
     * The plan in parts that read nothing of one another: each alert with what is recorded for it, as rules read no alert but
     * themselves. Promtool evaluates all rules of a file for each of its tests.
     */
    static List<Plan> parts(Plan plan) {
        return plan.alerts().stream().map(alert -> part(plan, alert)).toList();
    }

    /** One alert of a plan with what is recorded for it. */
    public static Plan part(Plan plan, PlannedAlert alert) {
        String slo = objective(alert.labels());
        Plan alone = with(
                plan,
                List.of(alert),
                plan.recordings().stream()
                        .filter(recording -> objective(recording.labels()).equals(slo)
                                // What several objectives read.
                                || !recording.labels().containsKey(LabelNames.SLO))
                        .toList(),
                plan.objectives().stream()
                        .filter(objective -> objective.name().equals(slo))
                        .toList());
        return with(
                alone,
                alone.alerts(),
                read(alert.expression().text() + text(alone), alone.recordings()),
                alone.objectives());
    }

    private static Plan with(
            Plan plan, List<PlannedAlert> alerts, List<RecordedSeries> recordings, List<PlannedObjective> objectives) {
        return new Plan(
                plan.specification(), alerts, recordings, objectives, plan.routing(), plan.links(), plan.target());
    }

    /** The recordings that a text names, and those that they read in turn. */
    private static List<RecordedSeries> read(String text, List<RecordedSeries> recordings) {
        Set<RecordedSeries> read = new HashSet<>();
        Deque<String> texts = new ArrayDeque<>(List.of(text));
        while (!texts.isEmpty()) {
            String reader = texts.pop();
            recordings.stream()
                    .filter(recording -> reader.contains(recording.name()))
                    .filter(read::add)
                    .forEach(recording -> texts.push(recording.expression().text()));
        }
        return recordings.stream().filter(read::contains).toList();
    }

    private static String objective(Map<String, String> labels) {
        return labels.getOrDefault(LabelNames.SLO, "");
    }

    /** Every test with its series and what is expected, as it stands in its file. */
    static List<String> cases(Plan plan) {
        return RuleTests.render(plan).stream()
                .flatMap(artifact -> Stream.of(CASE.split(artifact.content())).skip(1))
                .toList();
    }

    private static String name(String test) {
        return test.substring(0, test.indexOf('\n'));
    }

    private static boolean isShort(Path file) {
        return WHOLE || !file.toString().contains("every-");
    }

    private static Tool.Result run(
            Tool promtool, Path directory, Plan plan, Predicate<Path> files, Predicate<String> names) {
        ExamplePlan.write(directory, RuleFiles.render(plan));
        List<Object> arguments = new ArrayList<>(List.of("test", "rules"));
        List<Plan> parts = WHOLE ? List.of(plan) : parts(plan);
        for (int i = 0; i < parts.size(); i++) {
            Path folder = directory.resolve("part-" + i);
            ExamplePlan.write(folder, RuleFiles.render(parts.get(i)));
            for (Path file : write(folder, parts.get(i))) {
                String[] cases = CASE.split(read(file));
                String wanted = Stream.of(cases)
                        .skip(1) // the head
                        .filter(one -> names.test(name(one)))
                        .collect(Collectors.joining());
                if (files.test(file) && !wanted.isEmpty()) {
                    arguments.add(write(file, cases[0] + wanted));
                }
            }
        }
        return promtool.run(arguments.toArray());
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
}
