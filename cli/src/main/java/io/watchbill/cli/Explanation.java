package io.watchbill.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.watchbill.spec.reader.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A specification's settings as a YAML document whose comments say where each value came from. */
final class Explanation {

    /** Text that is the same text for every YAML reader without quotes. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9_/.][A-Za-z0-9_/.%+ @()<>=-]*[A-Za-z0-9_/.%)]|[A-Za-z0-9_]");

    private static final Set<String> WORDS = Set.of("yes", "no", "on", "off", "y", "n", "null");

    private static final int COMMENT_COLUMN = 64;

    private final List<String> lines = new ArrayList<>();

    private Explanation() {}

    /** The document's lines. */
    static List<String> of(List<Setting> settings) {
        Branch root = new Branch();
        settings.forEach(setting -> root.add(setting, 0));
        Explanation explanation = new Explanation();
        explanation.branch(root, "", "");
        return explanation.lines;
    }

    /** A map or list of the document; a leaf has a setting and no children. */
    private static final class Branch {
        private final Map<String, Branch> children = new LinkedHashMap<>();
        private @Nullable Setting setting;

        void add(Setting added, int depth) {
            if (depth == added.path().size()) {
                setting = added;
            } else {
                children.computeIfAbsent(added.path().get(depth), key -> new Branch())
                        .add(added, depth + 1);
            }
        }

        boolean isList() {
            return children.containsKey("0")
                    && children.keySet().stream().allMatch(key -> key.chars().allMatch(Character::isDigit));
        }
    }

    /** Writes a branch; the first line starts with {@code first}, the others with {@code indent}. */
    private void branch(Branch branch, String first, String indent) {
        String start = first;
        for (Map.Entry<String, Branch> child : branch.children.entrySet()) {
            if (branch.isList()) {
                item(child.getValue(), start + "- ", indent + "  ");
            } else {
                entry(start + plainOrQuoted(child.getKey()) + ":", child.getValue(), indent);
            }
            start = indent;
        }
    }

    private void item(Branch item, String start, String indent) {
        if (item.children.isEmpty()) {
            leaf(start, item);
        } else {
            branch(item, start, indent);
        }
    }

    private void entry(String key, Branch value, String indent) {
        if (value.children.isEmpty()) {
            leaf(key + " ", value);
        } else {
            lines.add(key);
            branch(value, indent + "  ", indent + "  ");
        }
    }

    private void leaf(String start, Branch leaf) {
        Setting setting = leaf.setting;
        if (setting != null) {
            String text = start + value(setting.value());
            String origin = setting.origin()
                    .map(place -> place.file() + ":" + place.line())
                    .orElse("default");
            lines.add(text + " ".repeat(Math.max(2, COMMENT_COLUMN - text.length())) + "# " + origin);
        }
    }

    private static String value(Setting.Value value) {
        if (value instanceof Setting.Value.Text text) {
            return plainOrQuoted(text.text());
        }
        if (value instanceof Setting.Value.Texts texts) {
            return texts.texts().stream().map(Explanation::plainOrQuoted).collect(Collectors.joining(", ", "[", "]"));
        }
        return "{}";
    }

    private static String plainOrQuoted(String text) {
        if (PLAIN.matcher(text).matches() && !WORDS.contains(text)) {
            return text;
        }
        if (text.chars().noneMatch(character -> character < ' ' || character == '\'')) {
            return "'" + text + "'";
        }
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
