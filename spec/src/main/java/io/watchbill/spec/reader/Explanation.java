package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The merged specification as YAML with every default filled in; a comment behind each value says which file and line wrote it. The text is itself a
 * specification that means the same.
 */
public final class Explanation {
    private static final String DEFAULT = "default";
    private static final int COMMENT_COLUMN = 64;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.][A-Za-z0-9_/.@%+ -]*");
    private static final Pattern SPECIAL = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|[-+.0-9_ex]+");
    private static final Pattern SINGLE_LINE = Pattern.compile("[\\x20-\\x7e\\xa0-\\ud7ff]*");

    private final boolean placed;
    private final List<String> lines = new ArrayList<>();

    /** @param placed whether comments say where values were written */
    private Explanation(boolean placed) {
        this.placed = placed;
    }

    /** The YAML text, ending with a line break. */
    public static String yaml(LoadedSpecification loaded) {
        return yaml(loaded.settings(), true);
    }

    /** What one file says, without defaults and places. */
    static String yaml(Node.Mapping content) {
        return yaml(settings(List.of(), content).toList(), false);
    }

    private static String yaml(List<Setting> settings, boolean placed) {
        Branch root = new Branch(new LinkedHashMap<>());
        settings.forEach(setting -> root.put(setting.path(), setting));
        Explanation explanation = new Explanation(placed);
        explanation.write(root, "");
        return String.join("\n", explanation.lines) + "\n";
    }

    private static Stream<Setting> settings(List<String> path, Node node) {
        if (node instanceof Node.Mapping mapping && !mapping.entries().isEmpty()) {
            return mapping.entries().entrySet().stream()
                    .flatMap(entry -> settings(
                            below(path, entry.getKey()), entry.getValue().value()));
        } else if (node instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
            return IntStream.range(0, sequence.items().size())
                    .boxed()
                    .flatMap(index -> settings(
                            below(path, Setting.index(index)), sequence.items().get(index)));
        }
        return Stream.of(new Setting(path, value(node), Optional.of(node.location())));
    }

    private static Setting.Value value(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return new Setting.Value.Text(scalar.isNull() ? "null" : scalar.text(), scalar.quoted());
        }
        return node instanceof Node.Sequence ? new Setting.Value.Texts(List.of()) : new Setting.Value.EmptyMap();
    }

    private static List<String> below(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private void write(Branch branch, String indentation) {
        branch.children().forEach((key, child) -> write(key, child, indentation, indentation));
    }

    /** @param lead what stands before the key: the indentation, or that with a dash */
    private void write(String key, Tree child, String lead, String indentation) {
        String name = lead + quoted(key, false) + ":";
        if (child instanceof Leaf leaf) {
            line(name + " " + value(leaf.setting().value()), leaf.setting().origin());
        } else if (child instanceof Branch branch && branch.isList()) {
            lines.add(name);
            branch.children().values().forEach(item -> item(item, indentation + "  "));
        } else if (child instanceof Branch branch) {
            lines.add(branch.children().isEmpty() ? name + " {}" : name);
            write(branch, indentation + "  ");
        }
    }

    private void item(Tree item, String indentation) {
        if (item instanceof Leaf leaf) {
            line(
                    indentation + "- " + value(leaf.setting().value()),
                    leaf.setting().origin());
            return;
        }
        String lead = indentation + "- ";
        for (Map.Entry<String, Tree> child : ((Branch) item).children().entrySet()) {
            write(child.getKey(), child.getValue(), lead, indentation + "  ");
            lead = indentation + "  ";
        }
    }

    private void line(String text, Optional<Location> origin) {
        if (!placed) {
            lines.add(text);
            return;
        }
        String comment = origin.map(place -> place.file() + ":" + place.line()).orElse(DEFAULT);
        String padding = " ".repeat(Math.max(2, COMMENT_COLUMN - text.codePointCount(0, text.length())));
        lines.add(text + padding + "# " + comment);
    }

    private static String value(Setting.Value value) {
        if (value instanceof Setting.Value.Text text) {
            return quoted(text.text(), text.quoted());
        } else if (value instanceof Setting.Value.Texts texts) {
            return texts.texts().stream().map(text -> quoted(text, false)).collect(Collectors.joining(", ", "[", "]"));
        }
        return "{}";
    }

    /** Plain where that is safe; in quotes where it was and YAML would take it for something else. */
    private static String quoted(String text, boolean wasQuoted) {
        boolean special = SPECIAL.matcher(text).matches() && wasQuoted;
        if (PLAIN.matcher(text).matches() && !special && !text.endsWith(" ")) {
            return text;
        } else if (SINGLE_LINE.matcher(text).matches()) {
            return "'" + text.replace("'", "''") + "'";
        }
        return text.codePoints().mapToObj(Explanation::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int point) {
        return switch (point) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> Character.isISOControl(point) ? "\\u%04x".formatted(point) : Character.toString(point);
        };
    }

    private sealed interface Tree {}

    private record Leaf(Setting setting) implements Tree {}

    private record Branch(Map<String, Tree> children) implements Tree {
        /** Values later in the order replace earlier ones; what has keys below it is no value. */
        void put(List<String> path, Setting setting) {
            String key = path.get(0);
            if (path.size() > 1) {
                if (!(children.get(key) instanceof Branch)) {
                    children.put(key, new Branch(new LinkedHashMap<>()));
                }
                ((Branch) Optional.ofNullable(children.get(key)).orElseThrow())
                        .put(path.subList(1, path.size()), setting);
            } else if (!(children.get(key) instanceof Branch)) {
                children.put(key, new Leaf(setting));
            }
        }

        boolean isList() {
            return children.containsKey(Setting.index(0));
        }
    }
}
