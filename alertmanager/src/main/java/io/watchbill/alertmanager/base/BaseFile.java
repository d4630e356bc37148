package io.watchbill.alertmanager.base;

import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.spec.finding.Location;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A team's own alertmanager.yml: what it says, and where. */
public final class BaseFile {

    private final String file;
    private final MappingNode root;
    private final Map<String, @Nullable Object> values;

    private BaseFile(String file, MappingNode root, Map<String, @Nullable Object> values) {
        this.file = file;
        this.root = root;
        this.values = values;
    }

    /**
     * What came of reading.
     *
     * @param base where there are no problems
     */
    public record Reading(Optional<BaseFile> base, List<BaseProblem> problems) {}

    /** Reads the text of a file whose name is said with every problem. */
    public static Reading read(String file, String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode mapping && BaseValues.of(mapping) instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                map.forEach((key, value) -> values.put(String.valueOf(key), value));
                BaseFile base = new BaseFile(file, mapping, values);
                return values.get("route") instanceof Map<?, ?>
                        ? new Reading(Optional.of(base), List.of())
                        : refused(
                                beginning(file),
                                "the file has no route, so that it is no alertmanager.yml: expected"
                                        + " a route with a receiver");
            }
            return refused(beginning(file), "the file holds no map: expected an alertmanager.yml");
        } catch (MarkedYAMLException e) {
            String problem = e.getProblem() == null ? "no YAML" : e.getProblem().replaceAll("\\s+", " ");
            return refused(location(file, e.getProblemMark()), problem);
        } catch (YAMLException e) {
            return refused(beginning(file), "the file is no YAML that can be read");
        }
    }

    private static Reading refused(Location place, String message) {
        return new Reading(Optional.empty(), List.of(new BaseProblem(place, RoutingProblem.Kind.REFUSED, message)));
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    /** A list at the top, such as {@code receivers}; empty where there is none. */
    List<Map<String, @Nullable Object>> list(String key) {
        return maps(values.get(key));
    }

    /** Names of its receivers. */
    public List<String> receivers() {
        return list("receivers").stream().map(BaseFile::name).toList();
    }

    /** File, line and column of a member of a list at the top, by its name; of the file where it has none. */
    Location placeOf(String key, String name) {
        for (Node item : items(child(root, key))) {
            Node named = child(item, "name");
            if (named instanceof ScalarNode scalar && scalar.getValue().equals(name)) {
                return place(scalar);
            }
        }
        return beginning(file);
    }

    /** File, line and column of a member of a list at the top, by its place in it. */
    Location placeOf(String key, int index) {
        List<Node> items = items(child(root, key));
        return index < items.size() ? place(items.get(index)) : beginning(file);
    }

    /** The node of the root route, as the tree that was written. */
    @Nullable
    Node routeNode() {
        return child(root, "route");
    }

    /** The file as the tree that was written. */
    Node top() {
        return root;
    }

    Location place(Node node) {
        return location(file, node.getStartMark());
    }

    static String name(Map<String, @Nullable Object> entry) {
        return String.valueOf(entry.get("name"));
    }

    /** The members of a list that are maps. */
    static List<Map<String, @Nullable Object>> maps(@Nullable Object value) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map) {
                    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                    map.forEach((key, one) -> copy.put(String.valueOf(key), one));
                    maps.add(copy);
                }
            }
        }
        return maps;
    }

    static @Nullable Node child(@Nullable Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)) {
                    return tuple.getValueNode();
                }
            }
        }
        return null;
    }

    static List<Node> items(@Nullable Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    private static Location beginning(String file) {
        return new Location(file, 1, 1, 0);
    }

    private static Location location(String file, @Nullable Mark mark) {
        return mark == null ? beginning(file) : new Location(file, mark.getLine() + 1, mark.getColumn() + 1, 0);
    }
}
