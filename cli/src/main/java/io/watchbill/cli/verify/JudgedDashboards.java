package io.watchbill.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.Fault;
import io.watchbill.dashboards.lint.GeneratedRule;
import io.watchbill.dashboards.lint.LintedDashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All dashboards of a compiled folder, held against each other and against the rules beside them. */
final class JudgedDashboards {

    private final CompiledFolder folder;
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    private JudgedDashboards(CompiledFolder folder) {
        this.folder = folder;
    }

    /** A verdict for each dashboard, in order of the files. */
    static List<Verdict> of(CompiledFolder folder) {
        return new JudgedDashboards(folder).verdicts();
    }

    private List<Verdict> verdicts() {
        List<String> files = folder.dashboards();
        if (files.isEmpty()) {
            return List.of();
        }
        long begun = System.nanoTime();
        List<LintedDashboard> dashboards = new ArrayList<>();
        JsonMapper mapper = new JsonMapper();
        for (String file : files) {
            read(file, mapper).ifPresent(json -> dashboards.add(new LintedDashboard(file, json)));
        }
        // A link to a dashboard that is not there is nobody's in particular: the first one tells it.
        Map<String, List<Fault>> faults = DashboardLint.faults(dashboards, rules()).stream()
                .collect(Collectors.groupingBy(fault -> fault.file().isEmpty() ? files.get(0) : fault.file()));
        Duration each = Duration.ofNanos(System.nanoTime() - begun).dividedBy(files.size());
        return files.stream()
                .map(file -> verdict(file, faults.getOrDefault(file, List.of()), each))
                .toList();
    }

    private Verdict verdict(String file, List<Fault> faults, Duration took) {
        List<String> lines = new ArrayList<>(faults.stream().map(Fault::text).toList());
        Optional.ofNullable(unreadable.get(file)).ifPresent(lines::add);
        return new Verdict(
                file, "dashboard", "the rules for dashboards " + file, lines.isEmpty(), took, String.join("\n", lines));
    }

    private List<GeneratedRule> rules() {
        List<GeneratedRule> rules = new ArrayList<>();
        YAMLMapper yaml = new YAMLMapper();
        for (String file : folder.rules()) {
            // What is no rule file is promtool's to judge.
            read(file, yaml)
                    .ifPresent(json -> json.path("groups")
                            .forEach(group -> group.path("rules").forEach(rule -> rules.add(rule(rule)))));
        }
        return rules;
    }

    private static GeneratedRule rule(JsonNode rule) {
        boolean isAlert = rule.has("alert");
        return new GeneratedRule(
                rule.path(isAlert ? "alert" : "record").asText(),
                isAlert,
                rule.path("expr").asText(),
                Optional.of(rule.path("annotations").path("dashboard_url").asText())
                        .filter(url -> !url.isEmpty()));
    }

    private Optional<JsonNode> read(String file, ObjectMapper mapper) {
        try {
            return Optional.of(mapper.readTree(Files.readString(folder.root().resolve(file))));
        } catch (IOException e) {
            unreadable.put(
                    file,
                    "cannot be read: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "; compile again");
            return Optional.empty();
        }
    }
}
