package io.watchbill.web;

import io.watchbill.spec.finding.NearestName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A map of a YAML file that knows where it stands. What is wrong is added to the list of problems, which never quote a
 * value: it may be a secret.
 */
final class YamlMap {
    private final String file;
    private final String path;
    private final Map<String, Node> values;
    private final Map<String, Node> keys;
    private final List<String> problems;

    private YamlMap(String file, String path, MappingNode node, List<String> problems) {
        this.file = file;
        this.path = path;
        this.values = new LinkedHashMap<>();
        this.keys = new LinkedHashMap<>();
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                    problems.add(place(key) + key.getValue() + " is written twice");
                }
                keys.put(key.getValue(), key);
            } else {
                problems.add(place(tuple.getKeyNode()) + "a key is not text; expected a name before the colon");
            }
        }
    }

    /** The file's one document; a file without one is an empty map, as for the toolkit. */
    static YamlMap read(String file, String text, List<String> problems) {
        MappingNode nothing = new MappingNode(Tag.MAP, List.of(), org.yaml.snakeyaml.DumperOptions.FlowStyle.BLOCK);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new java.io.StringReader(text));
            if (root instanceof MappingNode map) {
                return new YamlMap(file, "", map, problems);
            }
            if (root != null) {
                problems.add(file + ":1: expected a map, such as 'basic_auth_users:' with users below it");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + ":" + line + ": no YAML; check indents, colons and quotes near here");
        } catch (YAMLException e) {
            problems.add(file + ":1: no YAML; expected text in UTF-8");
        }
        return new YamlMap(file, "", nothing, problems);
    }

    private String place(Node node) {
        return file + ":" + (node.getStartMark().getLine() + 1) + ": ";
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Says that what stands under a key is wrong; {@code expected} says what would be right, or how to mend it. */
    void wrong(String key, String expected) {
        problems.add(where(key) + ": " + expected);
    }

    /** Says what is wrong with what a key names; the message names its place itself. */
    void wrong(WebConfigException what) {
        problems.add(String.valueOf(what.getMessage()));
    }

    /** The place of a key: file, line and name. */
    String where(String key) {
        Node at = values.getOrDefault(key, keys.get(key));
        return (at == null ? file + ": " : place(at)) + name(key);
    }

    /** Says of each key that is none of these that it is not known. */
    void expectKeys(String... expected) {
        List<String> all = Arrays.asList(expected);
        keys.forEach((key, node) -> {
            if (!all.contains(key)) {
                String nearest = NearestName.of(key, all)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("");
                problems.add(place(node) + name(key) + ": not known; expected "
                        + (path.isEmpty() ? "" : "in " + path + " ") + String.join(", ", all) + nearest);
            }
        });
    }

    List<String> keys() {
        return List.copyOf(keys.keySet());
    }

    boolean has(String key) {
        Node node = values.get(key);
        return node != null
                && !(node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL));
    }

    /** The map under a key; empty where nothing is written there. */
    Optional<YamlMap> map(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (values.get(key) instanceof MappingNode map) {
            return Optional.of(new YamlMap(file, name(key), map, problems));
        }
        wrong(key, "expected a map");
        return Optional.empty();
    }

    /** The text under a key, as it is written. */
    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (values.get(key) instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        wrong(key, "expected text");
        return Optional.empty();
    }

    /** The path under a key, from a folder on; empty where nothing is written there, or no path. */
    Optional<Path> file(String key, Path folder) {
        try {
            return text(key).map(folder::resolve);
        } catch (InvalidPathException e) {
            wrong(key, "expected the path of a file");
            return Optional.empty();
        }
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            wrong(key, "expected true or false");
        }
        return text.map("true"::equals).orElse(otherwise);
    }

    /** The texts of the list under a key; empty where nothing is written there. */
    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (values.get(key) instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(scalar.getValue());
                } else {
                    problems.add(place(item) + name(key) + ": expected a list of texts");
                }
            }
        } else {
            wrong(key, "expected a list, such as [a, b]");
        }
        return texts;
    }
}
