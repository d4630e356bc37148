package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Reads the Markdown document "Operations Specification: Name" with its tables into the same nodes as YAML. What the tables have no place for may stand as
 * YAML front matter, which lies over them. What else the document says is not read, and that is reported.
 */
final class MarkdownNodes extends AbstractVisitor {
    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---[ \\t]*\\r?\\n(.*?)^---[ \\t]*(?:\\r?\\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TITLE = Pattern.compile("(?is)Operations Specification:\\s*(.+)");
    private static final Pattern ZONE = Pattern.compile("Times are in ([A-Za-z0-9_/+-]+?)\\.?");
    private static final int DEEPEST = 32;
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(DEEPEST)
            .build();

    /** A heading that only groups others. */
    private static final String GROUP = "Monitoring Configuration";

    private final SourceText source;
    private final Findings findings;
    private final MarkdownTree tree;
    private Optional<MarkdownSection> section = Optional.empty();
    private boolean titled;

    /** Whether it was said already that what stands here is not read. */
    private boolean passedOver = true;

    private MarkdownNodes(SourceText source, Findings findings, boolean alone) {
        this.source = source;
        this.findings = findings;
        this.tree = new MarkdownTree(alone);
    }

    /** The document with its front matter; empty where that is no YAML. */
    static Optional<Node.Mapping> read(SourceText source, Findings findings) {
        Matcher fences = FRONT_MATTER.matcher(source.text());
        boolean fenced = fences.find();
        Optional<Node.Mapping> frontMatter = !fenced || fences.group(1).isBlank()
                ? Optional.of(new Node.Mapping(Map.of(), source.between(0, 0)))
                : YamlNodes.read(source.until(fences.end(1)), findings);
        boolean alone = frontMatter
                .map(over -> !over.entries().containsKey(ExtendingFiles.EXTENDS))
                .orElse(true);
        int body = fenced ? fences.end() : 0;
        Location start = source.between(body, body);
        MarkdownTree tree = new MarkdownNodes(source, findings, alone).document(body, start);
        return frontMatter.map(over -> MergePatch.apply(tree.root(start), over));
    }

    private MarkdownTree document(int body, Location start) {
        // Blank lines in its place, so that everything stands where it stood.
        String before = source.text().substring(0, body).replaceAll("[^\\r\\n]", " ");
        PARSER.parse(before + source.text().substring(body)).accept(this);
        if (!titled) {
            findings.add(
                    SpecificationCode.DOCUMENT_TITLE,
                    start,
                    "the document has no title",
                    Optional.of("a heading ## Operations Specification: Name"),
                    Optional.empty());
        }
        return tree;
    }

    @Override
    public void visit(Heading node) {
        MarkdownCell heading = MarkdownText.block(source, node, from(node), to(node));
        Matcher title = TITLE.matcher(heading.text());
        passedOver = false;
        if (title.matches()) {
            section = Optional.empty();
            title(heading.value().part(title.start(1), title.end(1)), source.between(from(node), to(node)));
            return;
        }
        section = MarkdownSection.of(heading.text());
        if (section.isEmpty() && !MarkdownWords.label(heading.text()).equals(MarkdownWords.label(GROUP)) && titled) {
            unknown(heading.value());
        }
    }

    private void title(TracedText name, Location heading) {
        titled = true;
        if (name.text().startsWith("[") && name.text().endsWith("]")) {
            findings.add(
                    SpecificationCode.DOCUMENT_PLACEHOLDER,
                    name.location(),
                    Printed.quoted(name.text()) + " is what the template says, not the system",
                    Optional.of("the name of the system"),
                    Optional.empty());
        }
        tree.put(List.of("apiVersion"), fixed(RootReader.API_VERSION, heading));
        tree.put(List.of("kind"), fixed(RootReader.KIND, heading));
        tree.derive(
                List.of("metadata", "name"),
                name.replace(MarkdownWords.label(name.text())).scalar());
        tree.title(name);
    }

    private static Node.Scalar fixed(String text, Location location) {
        return new Node.Scalar(text, true, location, (from, to) -> location);
    }

    /** A name that was probably meant is an error, since a table would be lost; anything else is another's section. */
    private void unknown(TracedText heading) {
        List<String> known = MarkdownSection.headings();
        Optional<String> near = NearestName.of(heading.text(), known);
        findings.add(
                near.isPresent() ? SpecificationCode.DOCUMENT_SECTION : SpecificationCode.DOCUMENT_OTHER_SECTION,
                heading.location(),
                near.isPresent()
                        ? "the document has no section " + Printed.quoted(heading.text())
                        : "the section " + Printed.quoted(heading.text()) + " is not read",
                Optional.of(String.join(", ", known)),
                near.map(name -> "did you mean '" + name + "'?"));
        passedOver = true;
    }

    @Override
    public void visit(CustomBlock node) {
        if (node instanceof TableBlock table && section.isPresent()) {
            MarkdownSection known = section.get();
            new MarkdownTable(source, known.columns(), findings)
                    .rows(table)
                    .forEach(row -> known.read(row, tree, findings));
        } else {
            passOver(node);
        }
    }

    @Override
    public void visit(Paragraph node) {
        TracedText text =
                MarkdownText.block(source, node, from(node), to(node)).value().strip();
        Matcher zone = ZONE.matcher(text.text());
        if (zone.matches()) {
            tree.put(
                    List.of("onCall", "timezone"),
                    text.part(zone.start(1), zone.end(1)).scalar());
        } else if (section.isPresent() && text.text().startsWith("|")) {
            findings.add(
                    SpecificationCode.DOCUMENT_NO_TABLE,
                    source.between(from(node), to(node)),
                    "these lines are no table",
                    Optional.of("below the first row a line of dashes, |---|, with as many cells"),
                    Optional.empty());
        } else {
            passOver(node);
        }
    }

    @Override
    public void visit(HtmlBlock node) {
        if (!node.getLiteral().startsWith("<!--")) {
            passOver(node);
        }
    }

    @Override
    public void visit(FencedCodeBlock node) {
        passOver(node);
    }

    @Override
    public void visit(IndentedCodeBlock node) {
        passOver(node);
    }

    @Override
    public void visit(BulletList node) {
        passOver(node);
    }

    @Override
    public void visit(OrderedList node) {
        passOver(node);
    }

    @Override
    public void visit(BlockQuote node) {
        passOver(node);
    }

    private void passOver(org.commonmark.node.Node node) {
        if (!passedOver) {
            passedOver = true;
            findings.add(
                    SpecificationCode.DOCUMENT_TEXT,
                    source.between(from(node), to(node)),
                    "only the tables are read, not this text",
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private static int from(org.commonmark.node.Node node) {
        return node.getSourceSpans().isEmpty()
                ? 0
                : node.getSourceSpans().get(0).getInputIndex();
    }

    private static int to(org.commonmark.node.Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (spans.isEmpty()) {
            return 0;
        }
        SourceSpan last = spans.get(spans.size() - 1);
        return last.getInputIndex() + last.getLength();
    }
}
