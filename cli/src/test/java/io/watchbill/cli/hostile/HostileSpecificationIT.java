package io.watchbill.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.cli.Run;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.dashboards.PanelProblem;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.plan.lint.Lint;
import io.watchbill.plan.lint.Surroundings;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.promql.Query;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every string of a specification with every key is made hostile. What refuses one names its place; what carries them carries them as
 * text: real tools accept the outputs, no template is run, and every query asks what it asked before.
 * {@code -Dwatchbill.hostile=20} makes more of such specifications, and has promtool run all of their tests.
 */
class HostileSpecificationIT {

    private static final int DRAWN = Integer.getInteger("watchbill.hostile", 1);
    private static final long SEED = Long.getLong("watchbill.seed", 20261127L);
    private static final Path COMPLETE = Path.of("../spec/src/test/resources/io/watchbill/spec/reader/complete.yaml");
    private static final YAMLMapper YAML =
            YAMLMapper.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build();

    /** The rule that a dashboard breaks, at the end of what is said of it. */
    private static final Pattern RULE = Pattern.compile("\\(([a-z]+-[a-z-]+)\\)$", Pattern.MULTILINE);

    @TempDir
    Path directory;

    static Stream<Long> seeds() {
        return Stream.iterate(SEED, seed -> seed + 1).limit(DRAWN);
    }

    @Test
    void whatRefusesAStringNamesAPlaceAndNothingBreaks() throws IOException {
        JsonNode complete = complete();
        List<String> text = lines(complete);
        int refused = 0;
        int number = 0;
        for (Place place : Place.of(complete)) {
            for (int i = 0; i < DRAWN; i++) {
                JsonNode changed = complete.deepCopy();
                place.write(changed, HostileStrings.part(number++));
                Lines own = Lines.differing(text, lines(changed));
                List<Finding> findings = read(changed).findings();
                // One is about the text, or about who still asks for the name that was there before.
                String gone = "'" + place.text(complete) + "' does not exist";
                assertThat(findings.isEmpty()
                                || findings.stream()
                                        .anyMatch(finding ->
                                                own.hold(finding.location().line())
                                                        || finding.message().contains(gone)))
                        .as("%s, in %s: %s", place, own, findings)
                        .isTrue();
                for (Finding finding : findings) {
                    refused++;
                    assertThat(finding.location().file())
                            .as("%s: %s", place, finding)
                            .endsWith("ops.yaml");
                    assertThat(finding.location().line())
                            .as("%s: %s", place, finding)
                            .isPositive();
                    assertThat(finding.location().column())
                            .as("%s: %s", place, finding)
                            .isPositive();
                    assertThat(finding.message())
                            .as("%s: %s", place, finding)
                            .isNotBlank()
                            .doesNotContain("Exception");
                }
            }
        }
        assertThat(refused).isGreaterThan(60 * DRAWN);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatCarriesThemCarriesThemAsText(long seed) throws IOException {
        HostileStrings strings = new HostileStrings(seed);
        Map<Place, String> accepted = accepted(strings);
        assertThat(accepted).as("places that take any text").hasSizeGreaterThan(60);
        Path hostile = compiled("hostile", written(seed, accepted::get, accepted));
        Path harmless = compiled(
                "harmless", written(seed, place -> "harmless" + Integer.toHexString(place.hashCode()), accepted));

        assertThat(everything(hostile)).doesNotContain(HostileStrings.CANARY);
        assertThat(shapes(hostile)).isEqualTo(shapes(harmless));
        assertAccepted(hostile);
    }

    /** One text for each place that takes it, beside all the others. */
    private Map<Place, String> accepted(HostileStrings strings) throws IOException {
        JsonNode complete = complete();
        Map<Place, String> accepted = new LinkedHashMap<>();
        for (Place place : Place.of(complete)) {
            String text = strings.next();
            JsonNode changed = complete.deepCopy();
            place.write(changed, text);
            // Changes of dashboards name what there is; it is compile that looks for it.
            if (!place.path().toString().startsWith("/dashboards/re")
                    && !place.path().toString().matches("/dashboards/add/\\d+/(view|title)")
                    && isAccepted(read(changed))) {
                accepted.put(place, text);
            }
        }
        return accepted;
    }

    /** Whether it may be compiled; of what dashboards cannot do, only the changes that are asked of them are left to compile. */
    private static boolean isAccepted(ReadResult read) {
        return read.findings().stream().noneMatch(Finding::isError)
                && read.loaded().stream().allMatch(HostileSpecificationIT::isCompiled);
    }

    private static boolean isCompiled(LoadedSpecification loaded) {
        Plan plan = Planner.plan(loaded, Target.DEFAULT);
        return Lint.findings(loaded, plan, Surroundings.UNKNOWN).stream().noneMatch(Finding::isError)
                && Dashboards.problems(plan).stream()
                        .noneMatch(problem -> problem.kind() == PanelProblem.Kind.FILLED_IN);
    }

    private static JsonNode written(long seed, Function<Place, String> texts, Map<Place, String> places)
            throws IOException {
        JsonNode specification = complete();
        List<Place> deepestFirst = new ArrayList<>(places.keySet());
        deepestFirst.sort(
                (a, b) -> b.path().toString().length() - a.path().toString().length());
        deepestFirst.forEach(place -> place.write(specification, texts.apply(place)));
        if (DRAWN > 1) {
            keepOne((ArrayNode) specification.path("slos"), seed);
        }
        return specification;
    }

    /** Each test of an objective evaluates the rules of all: where all tests run, each specification has another one of them. */
    private static void keepOne(ArrayNode objectives, long seed) {
        JsonNode kept = objectives.get((int) Math.floorMod(seed, objectives.size()));
        objectives.removeAll().add(kept);
    }

    private Path compiled(String name, JsonNode specification) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Path file = Files.writeString(folder.resolve("ops.yaml"), YAML.writeValueAsString(specification));
        Path out = folder.resolve("out");
        Run run = Run.of("compile", file, "-o", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return out;
    }

    private void assertAccepted(Path out) throws IOException {
        if (DRAWN > 1) {
            JsonNode files = YAML.readTree(
                            Run.of("verify", out, "--format", "json").out())
                    .path("files");
            assertThat(files).isNotEmpty();
            for (JsonNode file : files) {
                // A name that Grafana does not know it shows as it is; one that it knows is refused.
                assertThat(RULE.matcher(file.path("output").asText(""))
                                .results()
                                .map(rule -> rule.group(1)))
                        .as(file.toString())
                        .allMatch("variable-declared"::equals);
                assertThat(file.path("pass").asBoolean()
                                || file.path("file").asText().startsWith("dashboards/"))
                        .as(file.toString())
                        .isTrue();
            }
            return;
        }
        List<Object> check = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        check.addAll(files(out.resolve("rules")));
        assertPasses(Tool.named("promtool").run(check.toArray()));
        assertPasses(Tool.named("amtool").run("check-config", out.resolve("alertmanager/alertmanager.yml")));
        assertPasses(Tool.named("promtool")
                .run("test", "rules", files(out.resolve("tests/every-3m")).get(0)));
    }

    private static void assertPasses(Tool.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static String everything(Path out) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files(out)) {
            all.append(Files.readString(file)).append('\n');
        }
        return all.toString();
    }

    /** What every query of rules and dashboards asks, without the texts in it. */
    private static List<String> shapes(Path out) throws IOException {
        List<String> shapes = new ArrayList<>();
        for (Path file : files(out)) {
            boolean dashboard =
                    file.toString().contains("/dashboards/") && file.toString().endsWith(".json");
            if (dashboard || file.toString().contains("/rules/")) {
                for (JsonNode query : YAML.readTree(Files.readString(file)).findValues("expr")) {
                    shapes.add(shape(query.asText()));
                }
            }
        }
        return shapes.stream().sorted().toList();
    }

    private static String shape(String promql) {
        String filled =
                promql.replaceAll("\\[\\$__\\w+", "[5m").replaceAll("\\$__(range|interval|rate_interval)\\b", "5m");
        try {
            return Query.parse(filled).all().stream()
                    .map(HostileSpecificationIT::word)
                    .toList()
                    .toString();
        } catch (MisfitException misfit) {
            throw new AssertionError("no PromQL: " + promql, misfit);
        }
    }

    private static String word(Query part) {
        if (part instanceof Query.Series series) {
            return series.name() + series.reach().range() + series.reach().offset();
        } else if (part instanceof Query.Call call) {
            return call.function();
        } else if (part instanceof Query.Aggregate aggregate) {
            return aggregate.operator();
        } else if (part instanceof Query.Scalar scalar) {
            return String.valueOf(scalar.value());
        }
        return part instanceof Query.Binary binary
                ? binary.operator()
                : part.getClass().getSimpleName();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private ReadResult read(JsonNode specification) throws IOException {
        Path file = Files.writeString(directory.resolve("ops.yaml"), YAML.writeValueAsString(specification));
        return new SpecificationReader(Files::readString).read(file);
    }

    private static List<String> lines(JsonNode specification) throws IOException {
        return YAML.writeValueAsString(specification).lines().toList();
    }

    /** Lines of a file, from the first to the last. */
    private record Lines(int first, int last) {

        /** Those in which the second text is another one than the first. */
        static Lines differing(List<String> before, List<String> after) {
            int most = Math.min(before.size(), after.size());
            int same = 0;
            while (same < most && before.get(same).equals(after.get(same))) {
                same++;
            }
            int sameAtEnd = 0;
            while (sameAtEnd < most - same
                    && before.get(before.size() - 1 - sameAtEnd).equals(after.get(after.size() - 1 - sameAtEnd))) {
                sameAtEnd++;
            }
            return new Lines(same + 1, Math.max(same + 1, after.size() - sameAtEnd));
        }

        boolean hold(int line) {
            return first <= line && line <= last;
        }
    }

    /** What compiles, as Alertmanager itself can only escalate to a receiver; with objectives whose tests do not take an hour. */
    private static JsonNode complete() throws IOException {
        JsonNode complete = YAML.readTree(Files.readString(COMPLETE));
        complete.path("slos").forEach(objective -> ((ObjectNode) objective).put("period", "1d"));
        ((ObjectNode) complete.at("/onCall/escalation")).put("by", "receiver");
        return complete;
    }
}
