package io.watchbill.spec.reader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays one specification over another as JSON Merge Patch (RFC 7396) does. Beyond it, lists whose elements all have the same identifying key merge
 * element by element: those of the base keep their place, new ones follow.
 */
final class MergePatch {
    private static final List<String> IDENTITIES = List.of("name", "metric", "role", "id");

    private MergePatch() {}

    /** The overlay on the base; what the overlay sets to nothing is gone. */
    static Node.Mapping apply(Node.Mapping base, Node.Mapping overlay) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>(base.entries());
        overlay.entries().forEach((key, entry) -> {
            if (isNull(entry.value())) {
                entries.remove(key);
                return;
            }
            Node.Entry below = entries.get(key);
            entries.put(key, below == null ? withoutNulls(entry) : merge(below, entry));
        });
        return new Node.Mapping(entries, overlay.location());
    }

    private static Node.Entry withoutNulls(Node.Entry entry) {
        return new Node.Entry(entry.key(), withoutNulls(entry.value()));
    }

    /** A patch on nothing: the same without keys that are set to nothing. */
    private static Node withoutNulls(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return apply(new Node.Mapping(Map.of(), mapping.location()), mapping);
        } else if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    sequence.items().stream().map(MergePatch::withoutNulls).toList(), sequence.location());
        }
        return node;
    }

    private static Node.Entry merge(Node.Entry base, Node.Entry overlay) {
        if (base.value() instanceof Node.Mapping below && overlay.value() instanceof Node.Mapping above) {
            return new Node.Entry(overlay.key(), apply(below, above));
        } else if (base.value() instanceof Node.Sequence below
                && overlay.value() instanceof Node.Sequence above
                && below.items().stream().allMatch(item -> identity(item).isPresent())
                && above.items().stream().allMatch(item -> identity(item).isPresent())) {
            return new Node.Entry(overlay.key(), merge(below, above));
        }
        return withoutNulls(overlay);
    }

    private static Node.Sequence merge(Node.Sequence base, Node.Sequence overlay) {
        Map<List<String>, Node> items = new LinkedHashMap<>();
        List<Node> all = new ArrayList<>(base.items());
        all.addAll(overlay.items());
        Set<Node> above = Collections.newSetFromMap(new IdentityHashMap<>());
        above.addAll(overlay.items());
        int unique = 0;
        for (Node item : all) {
            List<String> identity = identity(item).orElseThrow();
            Node below = items.get(identity);
            if (below instanceof Node.Mapping lower && item instanceof Node.Mapping upper && above.contains(item)) {
                items.put(identity, apply(lower, upper));
            } else if (below == null) {
                items.put(identity, withoutNulls(item));
            } else {
                // A name written twice in the base itself: kept, so that the reader reports it.
                items.put(List.of(identity.get(0), identity.get(1), String.valueOf(unique++)), withoutNulls(item));
            }
        }
        return new Node.Sequence(List.copyOf(items.values()), overlay.location());
    }

    /** The first identifying key with its value; a key metric is itself per window. */
    private static Optional<List<String>> identity(Node item) {
        if (!(item instanceof Node.Mapping mapping)) {
            return Optional.empty();
        }
        return IDENTITIES.stream()
                .filter(key -> text(mapping, key).isPresent())
                .findFirst()
                .map(key -> List.of(
                        key,
                        text(mapping, key).orElseThrow()
                                + '\n'
                                + (key.equals("metric") ? text(mapping, "over").orElse("") : "")));
    }

    private static Optional<String> text(Node.Mapping mapping, String key) {
        Node.Entry entry = mapping.entries().get(key);
        return entry != null && entry.value() instanceof Node.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.isNull();
    }
}
