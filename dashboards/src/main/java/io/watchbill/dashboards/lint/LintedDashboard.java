package io.watchbill.dashboards.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A dashboard as its file holds it, taken apart once. */
public final class LintedDashboard {

    private static final String TAG = "watchbill";

    private final String file;
    private final JsonNode json;
    private final List<LintedPanel> items;
    private final List<LintedVariable> variables;

    /**
     * Takes a dashboard apart.
     *
     * @param file its name in the folder
     * @param json what it holds; not changed afterwards
     */
    public LintedDashboard(String file, JsonNode json) {
        this.file = file;
        this.json = json;
        List<LintedPanel> all = new ArrayList<>();
        collect(json.path("panels"), "/panels", Optional.empty(), all);
        items = List.copyOf(all);
        JsonNode list = json.path("templating").path("list");
        variables = IntStream.range(0, list.size())
                .mapToObj(i -> new LintedVariable(this, list.get(i), "/templating/list/" + i))
                .toList();
    }

    /** Its name in the folder. */
    public String file() {
        return file;
    }

    /** What it holds. */
    public JsonNode json() {
        return json;
    }

    String uid() {
        return json.path("uid").asText();
    }

    /** The system that it is about: the first tag behind the one that every system's dashboards have. */
    Optional<String> system() {
        JsonNode tags = json.path("tags");
        return tags.path(0).asText().equals(TAG) && tags.has(1)
                ? Optional.of(tags.get(1).asText())
                : Optional.empty();
    }

    /** The title, or the file where there is none. */
    String name() {
        String title = json.path("title").asText();
        return title.isBlank() ? file : title;
    }

    /** Rows and panels, those inside collapsed rows behind their row. */
    List<LintedPanel> items() {
        return items;
    }

    private void collect(JsonNode panels, String at, Optional<LintedPanel> row, List<LintedPanel> all) {
        for (int i = 0; i < panels.size(); i++) {
            LintedPanel item = new LintedPanel(this, panels.get(i), at + "/" + i, row);
            all.add(item);
            if (row.isEmpty()) {
                collect(panels.get(i).path("panels"), at + "/" + i + "/panels", Optional.of(item), all);
            }
        }
    }

    /** What draws something. */
    List<LintedPanel> panels() {
        return items().stream().filter(item -> !item.isRow()).toList();
    }

    /** The variables with their places. */
    List<LintedVariable> variables() {
        return variables;
    }

    /** The names of its variables. */
    Set<String> names() {
        return variables.stream().map(LintedVariable::name).collect(Collectors.toUnmodifiableSet());
    }

    Optional<LintedVariable> variable(String name) {
        return variables().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    Place place(String pointer) {
        return new Place(file, name(), "", pointer);
    }

    /** The place of a pointer, with the panel that it leads through. */
    Place placeInPanel(String pointer) {
        return items().stream()
                .filter(item -> pointer.startsWith(item.pointer() + "/"))
                .reduce((outer, inner) -> inner)
                .map(item -> item.place(pointer.substring(item.pointer().length())))
                .orElseGet(() -> place(pointer));
    }

    /** Calls back with every text below {@code node} and its place. */
    static void texts(JsonNode node, String at, BiConsumer<String, String> each) {
        if (node.isTextual()) {
            each.accept(at, node.asText());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                texts(node.get(i), at + "/" + i, each);
            }
        } else {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String name = field.getKey().replace("~", "~0").replace("/", "~1");
                texts(field.getValue(), at + "/" + name, each);
            }
        }
    }
}
