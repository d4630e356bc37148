package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Grows a tree of nodes path by path. */
final class MarkdownTree {
    private final Map<String, Object> root = new LinkedHashMap<>();
    private final boolean alone;

    /** @param alone whether the document extends no other file */
    MarkdownTree(boolean alone) {
        this.alone = alone;
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
        Object list = branch(path.subList(0, path.size() - 1))
                .computeIfAbsent(path.get(path.size() - 1), ignored -> new Elements(new ArrayList<>()));
        ((Elements) list).items().add(element);
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
