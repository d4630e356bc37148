package io.watchbill.spec.reader;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens a specification file and everything that it extends, and lays them over one another. */
final class ExtendingFiles {
    static final String EXTENDS = "extends";

    private final TextFiles files;
    private final Findings findings;
    private final List<Path> opened = new ArrayList<>();
    private boolean broken;
    private boolean incomplete;

    ExtendingFiles(TextFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** All files that were opened, in order. */
    List<Path> opened() {
        return List.copyOf(opened);
    }

    /** Whether a file holds no map at all, so that what is left of the specification says little. */
    boolean isBroken() {
        return broken;
    }

    /** Whether an extended file could not be read, so that what it would say is missing. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** The merged content of a file without its {@code extends}. */
    Node.Mapping open(Path file) throws IOException {
        return open(file, List.of());
    }

    private Node.Mapping open(Path file, List<Path> from) throws IOException {
        String text = files.read(file);
        SourceText source = new SourceText(shown(file), SourceText.withoutMark(text));
        findings.know(source);
        if (!opened.contains(file)) {
            opened.add(file);
        }
        Optional<Node.Mapping> read =
                isDocument(file) ? MarkdownNodes.read(source, findings) : YamlNodes.read(source, findings);
        broken |= read.isEmpty();
        Node.Mapping content = read.orElseGet(() -> new Node.Mapping(Map.of(), source.between(0, 0)));
        List<Path> chain = new ArrayList<>(from);
        chain.add(file);
        Node.Mapping merged = new Node.Mapping(Map.of(), content.location());
        for (Node.Scalar base : bases(content)) {
            merged = MergePatch.apply(merged, base(file, base, chain));
        }
        Map<String, Node.Entry> own = new LinkedHashMap<>(content.entries());
        own.remove(EXTENDS);
        return MergePatch.apply(merged, new Node.Mapping(own, content.location()));
    }

    private Node.Mapping base(Path file, Node.Scalar reference, List<Path> chain) {
        try {
            return base(file, file.resolveSibling(reference.text()).normalize(), reference, chain);
        } catch (InvalidPathException noPath) {
            return missing(file, Printed.quoted(reference.text()), reference);
        }
    }

    private Node.Mapping base(Path file, Path path, Node.Scalar reference, List<Path> chain) {
        if (chain.contains(path)) {
            String circle = chain.subList(chain.indexOf(path), chain.size()).stream()
                            .map(ExtendingFiles::shown)
                            .collect(Collectors.joining(" extends "))
                    + " extends " + shown(path);
            findings.add(
                    SpecificationCode.EXTENDS_CYCLE,
                    reference.location(),
                    "this closes a circle: " + circle,
                    Optional.empty(),
                    Optional.of("remove one of these references"));
        } else {
            try {
                return open(path, chain);
            } catch (IOException unreadable) {
                return missing(file, shown(path), reference);
            }
        }
        incomplete = true;
        return new Node.Mapping(Map.of(), reference.location());
    }

    private Node.Mapping missing(Path file, String base, Node.Scalar reference) {
        findings.add(
                SpecificationCode.EXTENDS_MISSING,
                reference.location(),
                "cannot read " + base,
                Optional.of("the path of a specification file, relative to " + shown(file)),
                Optional.empty());
        incomplete = true;
        return new Node.Mapping(Map.of(), reference.location());
    }

    private List<Node.Scalar> bases(Node.Mapping content) {
        Node.Entry entry = content.entries().get(EXTENDS);
        if (entry == null) {
            return List.of();
        }
        List<Node> items = entry.value() instanceof Node.Sequence sequence ? sequence.items() : List.of(entry.value());
        List<Node.Scalar> bases = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
                bases.add(scalar);
            } else if (!(item instanceof Node.Scalar)) {
                findings.add(
                        SpecificationCode.WRONG_TYPE,
                        item.location(),
                        "extends names " + item.kind(),
                        Optional.of("paths of specification files"),
                        Optional.empty());
            }
        }
        return bases;
    }

    /** Whether a file holds the Markdown document. */
    static boolean isDocument(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".md") || name.endsWith(".markdown");
    }

    private static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }
}
