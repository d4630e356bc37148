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
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a compile wrote, as far as links go: of each file what leads to others, and what others lead to. Several threads may add. */
public final class CompiledFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern RULES = Pattern.compile("rules/[^/]+\\.yaml");
    private static final Pattern DASHBOARD = Pattern.compile("dashboards/[^/]+\\.json");

    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final SortedMap<String, List<RuleAlert>> alerts = new ConcurrentSkipListMap<>();
    private final Map<String, Set<Long>> panels = new ConcurrentHashMap<>();
    private final SortedMap<String, MarkdownOutline> documents = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable Routing> routing = new AtomicReference<>();

    /**
     * Reads a file.
     *
     * @throws UnreadableFile if it should be YAML or JSON and is not
     */
    public void add(String path, String content) {
        paths.add(path);
        if (RULES.matcher(path).matches()) {
            alerts.put(path, alerts(path, read(YAML, path, content)));
        } else if (DASHBOARD.matcher(path).matches()) {
            JsonNode dashboard = read(JSON, path, content);
            Set<Long> ids = new HashSet<>();
            collect(dashboard.path("panels"), ids);
            panels.put(dashboard.path("uid").asText(), ids);
        } else if (path.endsWith(".md")) {
            documents.put(path, MarkdownOutline.of(content));
        } else if (path.equals(Links.ALERTMANAGER_PATH)) {
            routing.set(Routing.of(read(YAML, path, content)));
        }
    }

    /** Of all files. */
    Set<String> paths() {
        return paths;
    }

    /** In order of the files. */
    List<RuleAlert> alerts() {
        return alerts.values().stream().flatMap(List::stream).toList();
    }

    /** Ids by the dashboard's uid. */
    Map<String, Set<Long>> panels() {
        return panels;
    }

    /** By path. */
    SortedMap<String, MarkdownOutline> documents() {
        return documents;
    }

    /** Of Alertmanager, where there is one. */
    Optional<Routing> routing() {
        return Optional.ofNullable(routing.get());
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
