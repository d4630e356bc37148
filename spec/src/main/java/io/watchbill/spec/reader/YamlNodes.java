package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Composes YAML into nodes that know where they stand. */
final class YamlNodes {
    /** A fleet has some ten thousand; aliases of aliases make billions of a few lines. */
    private static final int MOST_NODES = 250_000;

    private final SourceText source;
    private final Findings findings;
    private final Set<org.yaml.snakeyaml.nodes.Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private int nodes;

    private YamlNodes(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /** The file's one document, which must be a map; empty where it is none. */
    static Optional<Node.Mapping> read(SourceText source, Findings findings) {
        return new YamlNodes(source, findings).document();
    }

    private Optional<Node.Mapping> document() {
        org.yaml.snakeyaml.nodes.Node root;
        try {
            LoaderOptions options = new LoaderOptions();
            root = new Yaml(options).compose(new StringReader(source.text()));
        } catch (MarkedYAMLException syntax) {
            report(syntax);
            return Optional.empty();
        } catch (ReaderException unreadable) {
            int offset = source.offset(unreadable.getPosition());
            findings.add(
                    SpecificationCode.YAML_SYNTAX,
                    source.between(offset, offset + 1),
                    "the character U+%04X is not allowed in YAML".formatted(unreadable.getCodePoint()));
            return Optional.empty();
        } catch (YAMLException refused) {
            findings.add(SpecificationCode.YAML_SYNTAX, source.between(0, 0), String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
        if (root == null) {
            findings.add(
                    SpecificationCode.WRONG_TYPE,
                    source.between(0, 0),
                    "the file is empty",
                    Optional.of("a map that begins with apiVersion: watchbill/v1"),
                    Optional.empty());
            return Optional.empty();
        }
        Node node = node(root);
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        findings.add(
                SpecificationCode.WRONG_TYPE,
                node.location(),
                "the file holds " + node.kind(),
                Optional.of("a map that begins with apiVersion: watchbill/v1"),
                Optional.empty());
        return Optional.empty();
    }

    private void report(MarkedYAMLException syntax) {
        Mark mark = syntax.getProblemMark();
        int offset = mark == null ? 0 : source.offset(mark.getIndex());
        String problem = syntax.getProblem() == null ? "no YAML" : syntax.getProblem();
        String context = syntax.getContext() == null ? "" : syntax.getContext() + ": ";
        Mark begin = syntax.getContextMark();
        Optional<String> help = begin == null || begin.getIndex() == (mark == null ? 0 : mark.getIndex())
                ? Optional.empty()
                : Optional.of("what is being read began at "
                        + source.between(source.offset(begin.getIndex()), source.offset(begin.getIndex()))
                                .text());
        findings.add(
                SpecificationCode.YAML_SYNTAX,
                source.between(offset, offset + 1),
                context + problem.replaceAll("\\s+", " ").strip(),
                Optional.empty(),
                help);
    }

    private Node node(org.yaml.snakeyaml.nodes.Node node) {
        Location location = location(node);
        if (++nodes > MOST_NODES) {
            if (nodes == MOST_NODES + 1) {
                findings.add(
                        SpecificationCode.YAML_SYNTAX,
                        location,
                        "the file has more than " + MOST_NODES + " values",
                        Optional.of("fewer, counted again wherever an alias (*name) stands"),
                        Optional.empty());
            }
            return new Node.Mapping(Map.of(), location);
        }
        if (!open.add(node)) {
            findings.add(SpecificationCode.RECURSIVE_ALIAS, location, "this value contains itself");
            return new Node.Mapping(Map.of(), location);
        }
        try {
            if (node instanceof MappingNode mapping) {
                return mapping(mapping, location);
            } else if (node instanceof SequenceNode sequence) {
                return new Node.Sequence(
                        sequence.getValue().stream().map(this::node).toList(), location);
            }
            return scalar((ScalarNode) node, location);
        } finally {
            open.remove(node);
        }
    }

    private Node scalar(ScalarNode node, Location location) {
        int start = source.offset(node.getStartMark().getIndex());
        int end = source.offset(node.getEndMark().getIndex());
        Tag tag = node.getTag();
        if (!tag.startsWith(Tag.PREFIX)) {
            findings.add(
                    SpecificationCode.YAML_SYNTAX,
                    location,
                    "the tag " + tag.getValue() + " is not known",
                    Optional.of("a value without a tag"),
                    Optional.empty());
        }
        return new Node.Scalar(
                node.getValue(),
                node.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN,
                location,
                new ScalarFragments(source, start, end, node.getValue(), node.getScalarStyle()));
    }

    private Node.Mapping mapping(MappingNode node, Location location) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        List<Node.Mapping> merged = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            Location key = location(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                findings.add(
                        SpecificationCode.WRONG_TYPE,
                        key,
                        "a key is not text",
                        Optional.of("a name before the colon"),
                        Optional.empty());
                continue;
            }
            Node value = node(tuple.getValueNode());
            if (scalar.getTag().equals(Tag.MERGE)) {
                collect(value, merged);
                continue;
            }
            Node.Entry earlier = entries.putIfAbsent(scalar.getValue(), new Node.Entry(key, value));
            if (earlier != null) {
                findings.add(
                        SpecificationCode.DUPLICATE_KEY,
                        key,
                        "the key " + Printed.quoted(scalar.getValue()) + " is written twice",
                        Optional.empty(),
                        Optional.of("the first is at " + earlier.key().text() + "; remove one of them"));
            }
        }
        merged.forEach(base -> base.entries().forEach(entries::putIfAbsent));
        return new Node.Mapping(entries, location);
    }

    /** YAML's own merge key, {@code <<}. */
    private void collect(Node value, List<Node.Mapping> merged) {
        if (value instanceof Node.Mapping mapping) {
            merged.add(mapping);
        } else if (value instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> collect(item, merged));
        } else {
            findings.add(
                    SpecificationCode.WRONG_TYPE,
                    value.location(),
                    "<< merges " + value.kind(),
                    Optional.of("an alias of a map, such as *defaults"),
                    Optional.empty());
        }
    }

    /** Block collections are shown by their first line's first item, everything else as a whole. */
    private Location location(org.yaml.snakeyaml.nodes.Node node) {
        int start = source.offset(node.getStartMark().getIndex());
        int end = source.offset(node.getEndMark().getIndex());
        if (node instanceof MappingNode mapping
                && mapping.getFlowStyle() == DumperOptions.FlowStyle.BLOCK
                && !mapping.getValue().isEmpty()) {
            return location(mapping.getValue().get(0).getKeyNode());
        } else if (node instanceof SequenceNode sequence && sequence.getFlowStyle() == DumperOptions.FlowStyle.BLOCK) {
            return source.between(start, start + 1);
        }
        return source.between(start, end);
    }
}
