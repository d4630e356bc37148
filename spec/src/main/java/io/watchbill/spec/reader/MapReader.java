package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads one map of a specification key by key. Every key that is asked for is known; {@link #end} reports the others. What is wrong is reported and
 * replaced by something harmless, so that reading goes on.
 */
final class MapReader {
    private final ReadingContext context;
    private final List<String> path;
    private final Node.Mapping node;
    private final Location anchor;
    private final boolean written;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param anchor what to point at when a key is missing
     * @param written whether the map stands in a file, or all of it is defaults
     */
    MapReader(ReadingContext context, List<String> path, Node.Mapping node, Location anchor, boolean written) {
        this.context = context;
        this.path = List.copyOf(path);
        this.node = node;
        this.anchor = anchor;
        this.written = written;
    }

    Location anchor() {
        return anchor;
    }

    ReadingContext context() {
        return context;
    }

    List<String> path() {
        return path;
    }

    boolean isWritten() {
        return written;
    }

    boolean has(String key) {
        return take(key).isPresent();
    }

    /** Where the value of a key stands; the map itself where it is missing. */
    Location locationOf(String key) {
        return take(key).map(entry -> entry.value().location()).orElse(anchor);
    }

    /** The value of a key that is written and not nothing. */
    Optional<Node.Entry> take(String key) {
        known.add(key);
        return Optional.ofNullable(node.entries().get(key))
                .filter(entry -> !(entry.value() instanceof Node.Scalar scalar && scalar.isNull()));
    }

    String text(String key) {
        return required(key, Forms.TEXT, "");
    }

    String text(String key, String otherwise) {
        return value(key, Forms.TEXT, otherwise);
    }

    Optional<String> optionalText(String key) {
        return optional(key, Forms.TEXT);
    }

    /** A value that must be written. */
    <T> T required(String key, Form<T> form, T harmless) {
        Optional<Node.Entry> entry = take(key);
        if (entry.isEmpty()) {
            missing(key);
            return harmless;
        }
        return read(key, entry.get().value(), form).orElse(harmless);
    }

    /** A value with a default. */
    <T> T value(String key, Form<T> form, T otherwise) {
        Optional<Node.Entry> entry = take(key);
        if (entry.isEmpty()) {
            context.setting(path, key, new Setting.Value.Text(form.write(otherwise), false), Optional.empty());
            return otherwise;
        }
        return read(key, entry.get().value(), form).orElse(otherwise);
    }

    /** A value that may be absent. */
    <T> Optional<T> optional(String key, Form<T> form) {
        return take(key).flatMap(entry -> read(key, entry.value(), form));
    }

    /** The scalar under a key, recorded, for those who parse it on their own. */
    Optional<Node.Scalar> scalar(String key) {
        return take(key).flatMap(entry -> scalar(key, entry.value()));
    }

    /** A list of plain values with a default; one value may stand without brackets. */
    <T> List<T> values(String key, Form<T> form, List<T> otherwise) {
        Optional<Node.Entry> entry = take(key);
        if (entry.isEmpty()) {
            context.setting(
                    path,
                    key,
                    new Setting.Value.Texts(otherwise.stream().map(form::write).toList()),
                    Optional.empty());
            return otherwise;
        }
        List<T> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Node> items = items(entry.get().value());
        for (int index = 0; index < items.size(); index++) {
            Node item = items.get(index);
            if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
                texts.add(scalar.text());
                context.scalars().put(context.path(context.path(path, key), Setting.index(index)), scalar);
                context.read(scalar, form).ifPresent(values::add);
            } else {
                wrongType(item, key, "a plain value");
            }
        }
        context.setting(
                path,
                key,
                new Setting.Value.Texts(texts),
                Optional.of(entry.get().value().location()));
        return List.copyOf(values);
    }

    /** A map with a fixed set of keys; empty where it is not written. */
    MapReader section(String key) {
        return optionalSection(key)
                .orElseGet(() -> new MapReader(
                        context, context.path(path, key), new Node.Mapping(Map.of(), anchor), anchor, false));
    }

    /** A map with a fixed set of keys that may be absent. */
    Optional<MapReader> optionalSection(String key) {
        return take(key).flatMap(entry -> {
            if (entry.value() instanceof Node.Mapping mapping) {
                return Optional.of(new MapReader(context, context.path(path, key), mapping, entry.key(), true));
            }
            wrongType(entry.value(), key, "a map");
            return Optional.empty();
        });
    }

    /** A map whose keys are names that the user chooses. */
    Map<String, Node.Entry> entries(String key) {
        Optional<Node.Entry> entry = take(key);
        if (entry.isEmpty()) {
            context.setting(path, key, new Setting.Value.EmptyMap(), Optional.empty());
            return Map.of();
        }
        if (entry.get().value() instanceof Node.Mapping mapping) {
            if (mapping.entries().isEmpty()) {
                context.setting(path, key, new Setting.Value.EmptyMap(), Optional.of(mapping.location()));
            }
            return mapping.entries();
        }
        wrongType(entry.get().value(), key, "a map");
        return Map.of();
    }

    /** The maps under names that the user chooses. */
    <T> List<T> named(String key, BiFunction<String, MapReader, T> reading) {
        List<T> values = new ArrayList<>();
        entries(key).forEach((name, entry) -> {
            List<String> below = context.path(context.path(path, key), name);
            Node value = entry.value() instanceof Node.Scalar scalar && scalar.isNull()
                    ? new Node.Mapping(Map.of(), entry.key())
                    : entry.value();
            if (value instanceof Node.Mapping mapping) {
                if (mapping.entries().isEmpty()) {
                    context.setting(below, new Setting.Value.EmptyMap(), Optional.of(entry.key()));
                }
                values.add(reading.apply(name, new MapReader(context, below, mapping, entry.key(), true)));
            } else {
                wrongType(value, name, "a map");
            }
        });
        return values;
    }

    /** A list of maps. */
    <T> List<T> list(String key, Function<MapReader, T> reading) {
        return list(key, "a map", (reader, item) -> reading.apply(reader));
    }

    /** A list of maps, or of what {@code reading} makes of a plain value, which is the {@code name} of an item. */
    <T> List<T> list(String key, String expected, BiFunction<MapReader, Optional<Node.Scalar>, T> reading) {
        Optional<Node.Entry> entry = take(key);
        List<Node> items = entry.isEmpty() ? List.of() : items(entry.get().value());
        if (items.isEmpty()) {
            context.setting(
                    path,
                    key,
                    new Setting.Value.Texts(List.of()),
                    entry.map(written -> written.value().location()));
        }
        List<T> values = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            Node item = items.get(index);
            List<String> below = context.path(context.path(path, key), Setting.index(index));
            if (item instanceof Node.Mapping mapping) {
                values.add(reading.apply(
                        new MapReader(context, below, mapping, mapping.location(), true), Optional.empty()));
            } else if (item instanceof Node.Scalar scalar && !expected.equals("a map") && !scalar.isNull()) {
                context.setting(
                        below,
                        "name",
                        new Setting.Value.Text(scalar.text(), scalar.quoted()),
                        Optional.of(scalar.location()));
                MapReader empty = new MapReader(
                        context, below, new Node.Mapping(Map.of(), item.location()), item.location(), false);
                values.add(reading.apply(empty, Optional.of(scalar)));
            } else {
                boolean list = entry.isPresent() && entry.get().value() instanceof Node.Sequence;
                wrongType(item, key, list ? expected : "a list of maps");
            }
        }
        return values;
    }

    /** Reports the keys that nobody asked for. */
    void end() {
        context.keys(path, known);
        node.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                context.findings()
                        .add(
                                SpecificationCode.UNKNOWN_KEY,
                                entry.key(),
                                "unknown key " + Printed.quoted(key),
                                Optional.of(String.join(", ", known)),
                                context.nearest(key, known));
            }
        });
    }

    void missing(String key) {
        context.findings()
                .add(
                        SpecificationCode.MISSING_KEY,
                        anchor,
                        (path.isEmpty() ? "the specification" : Setting.dotted(path)) + " has no " + key,
                        Optional.of("the key " + key),
                        Optional.empty());
    }

    private <T> Optional<T> read(String key, Node value, Form<T> form) {
        return scalar(key, value).flatMap(scalar -> context.read(scalar, form));
    }

    private Optional<Node.Scalar> scalar(String key, Node value) {
        if (value instanceof Node.Scalar scalar) {
            context.scalar(path, key, scalar);
            return Optional.of(scalar);
        }
        wrongType(value, key, "a plain value");
        return Optional.empty();
    }

    private void wrongType(Node value, String key, String expected) {
        context.findings()
                .add(
                        SpecificationCode.WRONG_TYPE,
                        value.location(),
                        key + " is " + value.kind(),
                        Optional.of(expected),
                        Optional.empty());
    }

    private static List<Node> items(Node value) {
        return value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
    }
}
