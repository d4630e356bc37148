package io.watchbill.alertmanager.base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Nodes of YAML as values that are written again as Alertmanager would have read them. What only some readers take for
 * something else than text stays text: 09:30 is a time, no number in base 60.
 */
final class BaseValues {

    /** A large configuration has some ten thousand; aliases of aliases make billions of a few lines. */
    private static final int MOST = 250_000;

    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private BaseValues() {}

    /** @throws MarkedYAMLException where a value holds itself, or the file is a bomb */
    static @Nullable Object of(Node node) {
        return new BaseValues().value(node);
    }

    private @Nullable Object value(Node node) {
        if (++nodes > MOST) {
            throw new Refused("the file has more than " + MOST + " values", node);
        }
        if (!open.add(node)) {
            throw new Refused("this value contains itself", node);
        }
        try {
            if (node instanceof MappingNode mapping) {
                return mapping(mapping);
            } else if (node instanceof SequenceNode sequence) {
                List<@Nullable Object> list = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    list.add(value(item));
                }
                return list;
            }
            return scalar((ScalarNode) node);
        } finally {
            open.remove(node);
        }
    }

    private Map<String, @Nullable Object> mapping(MappingNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Map<String, @Nullable Object> inherited = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                throw new Refused("a key is no text", key);
            } else if (key.getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), inherited);
            } else if (map.containsKey(name.getValue())) {
                throw new Refused("the key '" + name.getValue() + "' stands twice", key);
            } else {
                map.put(name.getValue(), value(tuple.getValueNode()));
            }
        }
        inherited.forEach(map::putIfAbsent);
        return map;
    }

    private void merge(Node node, Map<String, @Nullable Object> inherited) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> merge(item, inherited));
        } else if (node instanceof MappingNode) {
            if (value(node) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> inherited.putIfAbsent(String.valueOf(key), value));
            }
        } else {
            throw new Refused("<< merges maps alone", node);
        }
    }

    private static @Nullable Object scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        } else if (tag.equals(Tag.BOOL)) {
            return Set.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT));
        } else if (tag.equals(Tag.INT) && text.matches("-?(0|[1-9][0-9]*)")) {
            return new BigInteger(text);
        } else if (tag.equals(Tag.FLOAT) && text.matches("-?[0-9]+\\.[0-9]+")) {
            return new BigDecimal(text);
        }
        return text;
    }

    /** A file that is YAML, but none that anything can be put into. */
    static final class Refused extends MarkedYAMLException {
        private static final long serialVersionUID = 1L;

        Refused(String problem, Node node) {
            super(null, null, problem, node.getStartMark());
        }
    }
}
