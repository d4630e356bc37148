package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grows a tree of nodes path by path. */
final class MarkdownTree {
    private final Map<String, Object> root = new LinkedHashMap<>();
    private final boolean alone;
    private String title = "";

    /** @param alone whether the document extends no other file */
    MarkdownTree(boolean alone) {
        this.alone = alone;
    }

    /** What the document is about; empty before its first heading. */
    String title() {
        return title;
    }

    void title(TracedText name) {
        title = name.text();
        put(List.of("metadata", "title"), name.scalar());
    }

    /** Puts what follows from other values; a file that the document extends knows better. */
    void derive(List<String> path, Node.Scalar value) {
        if (alone) {
            put(path, value);
        }
    }

    /** Puts a value under keys from the root. */
    void put(List<String> path, Node.Scalar value) {
        branch(path.subList(0, path.size() - 1)).put(path.get(path.size() - 1), value);
    }

    /** Adds an element to the list under keys from the root. */
    void add(List<String> path, Node.Mapping element) {
        elements(path).add(element);
    }

    /** Adds an element to a list inside the last element of the list under keys from the root, if it has this role and list; else to a new one. */
    void addTo(List<String> path, TracedText role, String list, Node.Mapping element) {
        List<Node> elements = elements(path);
        Optional<Node.Mapping> last = elements.isEmpty()
                ? Optional.empty()
                : Optional.of(elements.get(elements.size() - 1))
                        .filter(Node.Mapping.class::isInstance)
                        .map(Node.Mapping.class::cast)
                        .filter(one ->
                                says(one, "role", role.text()) && one.entries().containsKey(list));
        List<Node> items = new ArrayList<>(last.map(one -> one.entries().get(list))
                .map(entry -> ((Node.Sequence) entry.value()).items())
                .orElse(List.of()));
        items.add(element);
        if (last.isPresent()) {
            elements.remove(elements.size() - 1);
        }
        Map<String, Node> values = new LinkedHashMap<>();
        values.put("role", role.scalar());
        values.put(list, new Node.Sequence(items, items.get(0).location()));
        elements.add(element(role.location(), values));
    }

    Node.Mapping root(Location start) {
        return mapping(root, start);
    }

    /** A map of what is not empty. */
    static Node.Mapping element(Location location, Map<String, Node> values) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> entries.put(key, new Node.Entry(value.location(), value)));
        return new Node.Mapping(entries, location);
    }

    private static boolean says(Node.Mapping mapping, String key, String text) {
        Node.Entry entry = mapping.entries().get(key);
        return entry != null
                && entry.value() instanceof Node.Scalar scalar
                && scalar.text().equals(text);
    }

    private List<Node> elements(List<String> path) {
        Object list = branch(path.subList(0, path.size() - 1))
                .computeIfAbsent(path.get(path.size() - 1), ignored -> new Elements(new ArrayList<>()));
        return ((Elements) list).items();
    }

    private Map<String, Object> branch(List<String> path) {
        Map<String, Object> branch = root;
        for (String key : path) {
            branch = ((Branch) branch.computeIfAbsent(key, ignored -> new Branch(new LinkedHashMap<>()))).children();
        }
        return branch;
    }

    private static Node.Mapping mapping(Map<String, Object> branch, Location start) {
        Map<String, Node> values = new LinkedHashMap<>();
        branch.forEach((key, value) -> values.put(key, node(value, start)));
        Location location =
                values.values().stream().map(Node::location).findFirst().orElse(start);
        return element(location, values);
    }

    private static Node node(Object value, Location start) {
        if (value instanceof Branch branch) {
            return mapping(branch.children(), start);
        } else if (value instanceof Elements elements) {
            return new Node.Sequence(elements.items(), elements.items().get(0).location());
        }
        return (Node) value;
    }

    private record Branch(Map<String, Object> children) {}

    private record Elements(List<Node> items) {}
}
