package io.watchbill.cli.links;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.plan.Links;
import io.watchbill.runbooks.MarkdownOutline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a compile wrote, as far as links go.
 *
 * @param paths of all files
 * @param panels ids by the dashboard's uid
 * @param documents by path
 * @param routing of Alertmanager, where there is one
 */
record CompiledFiles(
        Set<String> paths,
        List<RuleAlert> alerts,
        Map<String, Set<Long>> panels,
        Map<String, MarkdownOutline> documents,
        Optional<Routing> routing) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern RULES = Pattern.compile("rules/[^/]+\\.yaml");
    private static final Pattern DASHBOARD = Pattern.compile("dashboards/[^/]+\\.json");

    /**
     * Reads the files.
     *
     * @throws UnreadableFile if one of them is no YAML or JSON
     */
    static CompiledFiles of(Map<String, String> files) {
        List<RuleAlert> alerts = new ArrayList<>();
        Map<String, Set<Long>> panels = new TreeMap<>();
        Map<String, MarkdownOutline> documents = new TreeMap<>();
        Optional<Routing> routing = Optional.empty();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            String path = file.getKey();
            if (RULES.matcher(path).matches()) {
                alerts.addAll(alerts(path, read(YAML, path, file.getValue())));
            } else if (DASHBOARD.matcher(path).matches()) {
                JsonNode dashboard = read(JSON, path, file.getValue());
                Set<Long> ids = new HashSet<>();
                collect(dashboard.path("panels"), ids);
                panels.put(dashboard.path("uid").asText(), ids);
            } else if (path.endsWith(".md")) {
                documents.put(path, MarkdownOutline.of(file.getValue()));
            } else if (path.equals(Links.ALERTMANAGER_PATH)) {
                routing = Optional.of(Routing.of(read(YAML, path, file.getValue())));
            }
        }
        return new CompiledFiles(files.keySet(), alerts, panels, documents, routing);
    }

    private static JsonNode read(ObjectMapper mapper, String path, String content) {
        try {
            return mapper.readTree(content);
        } catch (JsonProcessingException e) {
            throw new UnreadableFile(path + ": cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static List<RuleAlert> alerts(String path, JsonNode file) {
        List<RuleAlert> alerts = new ArrayList<>();
        for (JsonNode group : file.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (rule.has("alert")) {
                    alerts.add(new RuleAlert(
                            path,
                            rule.get("alert").asText(),
                            texts(rule.path("labels")),
                            texts(rule.path("annotations"))));
                }
            }
        }
        return alerts;
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** Panels stand in rows that are closed, too. */
    private static void collect(JsonNode panels, Set<Long> ids) {
        for (JsonNode panel : panels) {
            ids.add(panel.path("id").asLong());
            collect(panel.path("panels"), ids);
        }
    }
}
