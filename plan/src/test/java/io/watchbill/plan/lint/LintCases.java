package io.watchbill.plan.lint;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.Durations;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Cases of the lint, as files and as examples of its page: parts by name. */
final class LintCases {
    static final Path FOLDER = Path.of("src/test/resources/io/watchbill/plan/lint/findings");

    private LintCases() {}

    /** The findings of {@code ops.yaml}, with what {@code options} and {@code page} say. */
    static List<Finding> findings(Map<String, String> parts) {
        SpecificationReader reader =
                new SpecificationReader(path -> path.toString().equals("base.yaml")
                        ? Files.readString(FOLDER.resolve("base.yaml"))
                        : Objects.requireNonNull(parts.get(path.toString())));
        LoadedSpecification loaded = loaded(reader.read(Path.of("ops.yaml")));
        Map<String, String> options = options(parts.getOrDefault("options", ""));
        Target target = new Target(
                duration(options.get("scrape-interval")).orElse(Target.DEFAULT.scrapeInterval()),
                duration(options.get("evaluation-interval")).orElse(Target.DEFAULT.evaluationInterval()),
                1);
        Surroundings surroundings = new Surroundings(
                duration(options.get("retention")),
                Optional.ofNullable(parts.get("page")).map(ScrapedPage::of),
                categories(options.getOrDefault("categories", "")));
        Plan plan = Planner.plan(loaded, target);
        return Optional.ofNullable(options.get("creeping-factor"))
                .map(factor -> withCreeping(new BigDecimal(factor), new Judged(plan, loaded.places(), surroundings)))
                .orElseGet(() -> Lint.findings(loaded, plan, surroundings));
    }

    /** What there is to say of tiers that are not Watchbill's own: the slowest has another factor. */
    private static List<Finding> withCreeping(BigDecimal factor, Judged judged) {
        new ReachableTiers((period, target) -> BurnTier.all(period, target).stream()
                        .map(tier -> tier.name().equals("creeping")
                                ? new BurnTier(tier.name(), tier.priority(), factor, tier.window(), tier.recent())
                                : tier)
                        .toList())
                .judge(judged);
        return judged.findings();
    }

    static LoadedSpecification loaded(ReadResult result) {
        return result.loaded().orElseThrow(() -> new AssertionError("findings: " + result.findings()));
    }

    private static Map<String, String> options(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }

    private static Optional<Duration> duration(String text) {
        return Optional.ofNullable(text).map(Durations::parse).map(Optional::orElseThrow);
    }

    /** {@code model feature number}. */
    private static Map<String, Map<String, Integer>> categories(String text) {
        String[] words = text.split(" ", -1);
        return words.length < 3 ? Map.of() : Map.of(words[0], Map.of(words[1], Integer.parseInt(words[2])));
    }

    static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String name = "";
        for (String line : text.lines().toList()) {
            if (line.matches("-- \\S+ --")) {
                name = line.substring(3, line.length() - 3);
                parts.put(name, "");
            } else {
                parts.merge(name, line + "\n", String::concat);
            }
        }
        return parts;
    }

    static String text(Map<String, String> parts) {
        return parts.entrySet().stream()
                .map(part ->
                        part.getKey().isEmpty() ? part.getValue() : "-- " + part.getKey() + " --\n" + part.getValue())
                .collect(Collectors.joining());
    }
}
