package io.watchbill.dashboards;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One wrong thing in a dashboard, as a slip of the hand or a bug makes it.
 *
 * @param pointer what is changed
 * @param kind how
 */
record JsonMutation(JsonPointer pointer, Kind kind) {

    enum Kind {
        /** It is gone. */
        DROP,
        /** Its field has another name. */
        RENAME,
        /** It is of another type. */
        RETYPE,
        /** A letter, a digit or a yes is another one. */
        CHANGE
    }

    /** Drawn evenly from all places of the JSON and the kinds that fit there. */
    static JsonMutation draw(JsonNode json, RandomGenerator random) {
        List<JsonPointer> places = new ArrayList<>();
        collect(json, JsonPointer.empty(), places);
        JsonPointer pointer = places.get(random.nextInt(places.size()));
        List<Kind> kinds = new ArrayList<>(List.of(Kind.DROP, Kind.RETYPE));
        if (json.at(pointer.head()).isObject()) {
            kinds.add(Kind.RENAME);
        }
        JsonNode node = json.at(pointer);
        if (node.isNumber()
                || node.isBoolean()
                || node.isTextual() && node.asText().length() > 1) {
            kinds.add(Kind.CHANGE);
        }
        return new JsonMutation(pointer, kinds.get(random.nextInt(kinds.size())));
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.add(at.appendIndex(i));
                collect(node.get(i), at.appendIndex(i), places);
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            places.add(at.appendProperty(field.getKey()));
            collect(field.getValue(), at.appendProperty(field.getKey()), places);
        }
    }

    /** A copy with the wrong thing in it. */
    JsonNode in(JsonNode json) {
        JsonNode copy = json.deepCopy();
        JsonNode parent = copy.at(pointer.head());
        JsonNode node = copy.at(pointer);
        if (parent instanceof ArrayNode array) {
            int index = pointer.last().getMatchingIndex();
            if (kind == Kind.DROP) {
                array.remove(index);
            } else {
                array.set(index, changed(node));
            }
        } else {
            ObjectNode object = (ObjectNode) parent;
            String field = pointer.last().getMatchingProperty();
            switch (kind) {
                case DROP -> object.remove(field);
                case RENAME -> {
                    object.remove(field);
                    object.set(field + "s", node);
                }
                case RETYPE, CHANGE -> object.set(field, changed(node));
            }
        }
        return copy;
    }

    private JsonNode changed(JsonNode node) {
        if (kind == Kind.RETYPE) {
            return node.isTextual()
                    ? JsonNodeFactory.instance.numberNode(7)
                    : node.isNumber()
                            ? TextNode.valueOf(node.asText())
                            : node.isArray()
                                    ? JsonNodeFactory.instance.objectNode()
                                    : node.isObject() ? JsonNodeFactory.instance.arrayNode() : TextNode.valueOf("yes");
        }
        if (node.isNumber()) {
            return DecimalNode.valueOf(node.decimalValue().add(BigDecimal.ONE));
        }
        if (node.isBoolean()) {
            return BooleanNode.valueOf(!node.asBoolean());
        }
        String text = node.asText();
        int middle = text.length() / 2;
        return TextNode.valueOf(text.substring(0, middle) + text.substring(middle + 1));
    }

    /** What was done, for a list: the panel's title instead of its place in the file. */
    String text(JsonNode json) {
        String path = pointer.toString();
        String panel = "";
        for (JsonPointer at = pointer; !at.toString().isEmpty(); at = at.head()) {
            JsonNode node = json.at(at);
            if (at.toString().matches("(/panels/\\d+)+")) {
                panel = "\"" + node.path("title").asText() + "\" ";
                path = path.substring(at.toString().length());
                break;
            }
        }
        return panel + path + ": " + kind.name().toLowerCase(Locale.ROOT);
    }
}
