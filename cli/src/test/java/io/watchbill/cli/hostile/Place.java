package io.watchbill.cli.hostile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A string of a specification: a value, or a key that its author chose.
 *
 * @param isKey whether the last name of the path is meant, not what stands under it
 */
record Place(JsonPointer path, boolean isKey) {

    /** Maps whose keys are names, by their path. */
    private static final Pattern NAMED =
            Pattern.compile("/models|/models/[^/]+/(references|features|quality)|/onCall/people"
                    + "|/alerting/severities/P\\d/labels|/alerting/dependencies/\\d+/labels|/alerting/alerts/\\d+/tests/\\d+/labels"
                    + "|/onCall/rotations/\\d+/external");

    /** What is PromQL, a template, a test or a configuration of Alertmanager because the format says so. */
    private static final Pattern CODE =
            Pattern.compile(".*/(promql|summary|legend)|/slos/\\d+/measurement/.*|/metrics/\\d+/stimulus/.*"
                    + "|/alerting/alerts/\\d+/tests/.*|/alerting/receivers/.*|/apiVersion|/kind");

    /** All places of a specification whose strings are no code. */
    static List<Place> of(JsonNode specification) {
        List<Place> places = new ArrayList<>();
        find(places, specification, JsonPointer.empty());
        return places;
    }

    private static void find(List<Place> places, JsonNode node, JsonPointer path) {
        if (CODE.matcher(path.toString()).matches()) {
            return;
        }
        if (node.isTextual()) {
            places.add(new Place(path, false));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                find(places, array.get(i), path.appendIndex(i));
            }
        } else if (node instanceof ObjectNode object) {
            boolean named = NAMED.matcher(path.toString()).matches();
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                JsonPointer below = path.appendProperty(field.getKey());
                if (named) {
                    places.add(new Place(below, true));
                }
                find(places, field.getValue(), below);
            }
        }
    }

    /** What stands there. */
    String text(JsonNode specification) {
        return isKey
                ? path.last().getMatchingProperty()
                : specification.at(path).asText();
    }

    /** Writes a text to the place. Keys below which other places lie have to be the last to be written. */
    void write(JsonNode specification, String text) {
        JsonNode parent = specification.at(path.head());
        if (isKey) {
            ObjectNode object = (ObjectNode) parent;
            Map<String, JsonNode> renamed = new LinkedHashMap<>();
            object.properties()
                    .forEach(field -> renamed.put(
                            field.getKey().equals(path.last().getMatchingProperty()) ? text : field.getKey(),
                            field.getValue()));
            object.removeAll();
            object.setAll(renamed);
        } else if (parent instanceof ArrayNode array) {
            array.set(path.last().getMatchingIndex(), TextNode.valueOf(text));
        } else {
            ((ObjectNode) parent).put(path.last().getMatchingProperty(), text);
        }
    }

    @Override
    public String toString() {
        return path + (isKey ? " (the name)" : "");
    }
}
