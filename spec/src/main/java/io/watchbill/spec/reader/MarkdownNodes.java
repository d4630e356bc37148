package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the Markdown document "Operations Specification: Name" with its tables into the same nodes as YAML. What the tables have no place for may stand as
 * YAML front matter, which lies over them.
 */
final class MarkdownNodes {
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*\\s*");
    private static final Pattern TITLE = Pattern.compile("Operations Specification:\\s*(.+)");
    private static final Pattern ZONE = Pattern.compile("Times are in ([A-Za-z0-9_/+-]+?)\\.?");
    private static final String FENCE = "---";

    /** Headings that only group others. */
    private static final String GROUP = "Monitoring Configuration";

    private final SourceText source;
    private final Findings findings;

    private MarkdownNodes(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    static Optional<Node.Mapping> read(SourceText source, Findings findings) {
        return new MarkdownNodes(source, findings).document();
    }

    private Optional<Node.Mapping> document() {
        int body = endOfFrontMatter();
        Optional<Node.Mapping> frontMatter = body == 0
                ? Optional.of(new Node.Mapping(Map.of(), source.between(0, 0)))
                : YamlNodes.read(source.until(body - FENCE.length() - 1), findings);
        boolean alone = frontMatter
                .map(over -> !over.entries().containsKey(ExtendingFiles.EXTENDS))
                .orElse(true);
        MarkdownTree tree = new MarkdownTree(alone);
        Optional<MarkdownSection> section = Optional.empty();
        List<Integer> lines = new ArrayList<>();
        boolean titled = false;
        for (int line = body; line < source.text().length(); line = MarkdownTable.endOfLine(source, line) + 1) {
            int end = MarkdownTable.endOfLine(source, line);
            String text = source.text().substring(line, end);
            Matcher heading = HEADING.matcher(text);
            Matcher zone = ZONE.matcher(text.strip());
            if (heading.matches()) {
                close(section, lines, tree);
                lines.clear();
                MarkdownCell cell = MarkdownCell.of(source, line + heading.start(2), line + heading.end(2));
                Matcher title = TITLE.matcher(cell.text());
                if (title.matches()) {
                    titled = true;
                    section = Optional.empty();
                    title(cell.part(title.start(1), title.end(1)), source.between(line, end), tree);
                } else {
                    section = section(cell);
                }
            } else if (zone.matches()) {
                int at = line + text.indexOf(zone.group(1));
                tree.put(
                        List.of("onCall", "timezone"),
                        MarkdownCell.of(source, at, at + zone.group(1).length()).scalar());
            } else {
                lines.add(line);
            }
        }
        close(section, lines, tree);
        if (!titled) {
            findings.add(
                    SpecificationCode.DOCUMENT_TITLE,
                    source.between(body, body),
                    "the document has no title",
                    Optional.of("a heading ## Operations Specification: Name"),
                    Optional.empty());
        }
        return frontMatter.map(over -> MergePatch.apply(tree.root(source.between(body, body)), over));
    }

    private void title(MarkdownCell name, Location heading, MarkdownTree tree) {
        tree.put(List.of("apiVersion"), fixed(RootReader.API_VERSION, heading));
        tree.put(List.of("kind"), fixed(RootReader.KIND, heading));
        tree.derive(List.of("metadata", "name"), name.scalar(MarkdownSection.label(name.text())));
        tree.put(List.of("metadata", "title"), name.scalar());
    }

    private static Node.Scalar fixed(String text, Location location) {
        return new Node.Scalar(text, true, location, (from, to) -> location);
    }

    private Optional<MarkdownSection> section(MarkdownCell heading) {
        Optional<MarkdownSection> section = MarkdownSection.of(heading.text());
        if (section.isEmpty() && !heading.text().equals(GROUP)) {
            List<String> known = MarkdownSection.headings();
            findings.add(
                    SpecificationCode.DOCUMENT_SECTION,
                    heading.location(),
                    "the document has no section " + Printed.quoted(heading.text()),
                    Optional.of(String.join(", ", known)),
                    NearestName.of(heading.text(), known).map(near -> "did you mean '" + near + "'?"));
        }
        return section;
    }

    private void close(Optional<MarkdownSection> section, List<Integer> lines, MarkdownTree tree) {
        section.ifPresent(known -> MarkdownTable.read(source, lines, known.columns(), findings)
                .rows()
                .forEach(row -> known.read(row, tree)));
    }

    /** The offset behind the closing line; 0 where there is none. */
    private int endOfFrontMatter() {
        if (!source.text().startsWith(FENCE + "\n")) {
            return 0;
        }
        int close = source.text().indexOf("\n" + FENCE + "\n", FENCE.length());
        return close < 0 ? 0 : close + FENCE.length() + 2;
    }
}
