package io.watchbill.cli.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.cli.Failure;
import io.watchbill.cli.tools.Toolbox;
import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.Span;
import io.watchbill.spec.reader.LoadedSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the promtool at hand says of the PromQL in specifications: it knows the functions and types of its version. Nothing where there is no
 * promtool.
 */
final class Promtool {
    private static final String PROMTOOL = "promtool";

    private static final long PATIENCE_SECONDS = 60;

    /** {@code … rule 3, "q3": could not parse expression: 1:5: parse error: unexpected …}; older ones put the colon elsewhere. */
    private static final Pattern REFUSAL =
            Pattern.compile("\"q(\\d+)\":? could not parse expression: (\\d+):(\\d+): parse error: (.*)");

    /** {@code … rule 3, "q3": annotation "summary": template: __alert_q3:1: function "f" not defined}. */
    private static final Pattern TEMPLATE =
            Pattern.compile("\"q(\\d+)\":? annotation \"summary\": (?:template: __alert_q\\d+:\\d+(?::\\d+)?: )?(.*)");

    /**
     * A query and where it stands.
     *
     * @param summary with templates, at the same alert
     */
    private record Written(LoadedSpecification loaded, String pointer, String text, Optional<String> summary) {}

    private Promtool() {}

    /** @param home the checkout, beside whose tools a promtool may lie */
    static List<Finding> findings(List<LoadedSpecification> loaded, Optional<Path> home) {
        List<Written> queries = loaded.stream()
                .flatMap(specification -> queries(specification).stream())
                .toList();
        if (queries.isEmpty()) {
            return List.of();
        }
        Optional<String> promtool = Toolbox.atHand(home, List.of(PROMTOOL)).find(PROMTOOL);
        if (promtool.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (String line : run(promtool.get(), queries).split("\n", -1)) {
            Matcher refusal = REFUSAL.matcher(line);
            Matcher template = TEMPLATE.matcher(line);
            if (refusal.find()) {
                findings.add(finding(queries.get(Integer.parseInt(refusal.group(1))), refusal));
            } else if (template.find()) {
                Written written = queries.get(Integer.parseInt(template.group(1)));
                String pointer = written.pointer().replaceFirst("/[a-z]+$", "/summary");
                findings.add(finding(written.loaded(), written.loaded().places().of(pointer), template.group(2)));
            }
        }
        return findings;
    }

    private static List<Written> queries(LoadedSpecification loaded) {
        List<Written> queries = new ArrayList<>();
        List<AlertDefinition> alerts = loaded.specification().alerting().alerts();
        for (int i = 0; i < alerts.size(); i++) {
            AlertDefinition alert = alerts.get(i);
            String pointer = "/alerting/alerts/" + i;
            if (alert.expression() instanceof AlertExpression.Promql promql) {
                queries.add(new Written(loaded, pointer + "/promql", promql.query(), alert.summary()));
            } else if (alert.summary().isPresent()) {
                queries.add(new Written(loaded, pointer + "/condition", "vector(1)", alert.summary()));
            }
        }
        List<CustomMetric> metrics = loaded.specification().metrics();
        for (int i = 0; i < metrics.size(); i++) {
            queries.add(new Written(
                    loaded, "/metrics/" + i + "/promql", metrics.get(i).promql(), Optional.empty()));
        }
        return queries;
    }

    private static Finding finding(Written written, Matcher refusal) {
        int from = index(written.text(), Integer.parseInt(refusal.group(2)), Integer.parseInt(refusal.group(3)));
        Span place = new Span(from, Math.min(written.text().length(), from + 1));
        return finding(written.loaded(), written.loaded().places().of(written.pointer(), place), refusal.group(4));
    }

    private static Finding finding(LoadedSpecification loaded, Location place, String refusal) {
        return loaded.places()
                .finding(
                        CheckCode.PROMTOOL_REFUSES,
                        place,
                        "promtool refuses this: " + refusal,
                        Optional.of("what the version of that promtool takes"),
                        Optional.empty());
    }

    /** The UTF-16 index of a line and column as promtool counts them: from 1, in bytes of UTF-8. */
    static int index(String text, int line, int column) {
        int start = 0;
        for (int next = 1; next < line; next++) {
            start = text.indexOf('\n', start) + 1;
        }
        byte[] rest = text.substring(start).getBytes(StandardCharsets.UTF_8);
        int bytes = Math.min(Math.max(0, column - 1), rest.length);
        return start + new String(rest, 0, bytes, StandardCharsets.UTF_8).length();
    }

    private static String run(String promtool, List<Written> queries) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            Map<String, String> annotations = queries.get(i)
                    .summary()
                    .map(text -> Map.of("summary", text))
                    .orElse(Map.of());
            rules.add(Map.of("alert", "q" + i, "expr", queries.get(i).text(), "annotations", annotations));
        }
        Path file = null;
        Path output = null;
        try {
            file = Files.createTempFile("watchbill", ".rules.yaml");
            output = Files.createTempFile("watchbill", ".promtool.txt");
            // JSON is YAML.
            Files.writeString(
                    file,
                    new ObjectMapper()
                            .writeValueAsString(
                                    Map.of("groups", List.of(Map.of("name", "watchbill", "rules", rules)))));
            Process process = new ProcessBuilder(promtool, "check", "rules", "--lint=none", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Failure(promtool + " gave no answer for " + PATIENCE_SECONDS + " s");
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new Failure(promtool + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while " + promtool + " ran", e);
        } finally {
            delete(file);
            delete(output);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // The system clears its folder of temporary files by itself.
        }
    }
}
