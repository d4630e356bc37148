package io.watchbill.runbooks.site;

import io.watchbill.spec.Priority;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as HTML: one section for each heading of the levels 1 to 3, with the anchor that stands before the heading as its
 * id. HTML in the Markdown is shown as text, but for comments, which are not shown.
 */
final class MarkdownBody {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (isActions(node)) {
                    attributes.put("class", "actions");
                }
                if (node instanceof Link link && text(link).equals(link.getDestination())) {
                    attributes.put("class", "address"); // on paper it is not said twice
                }
            })
            .build();
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([a-z0-9-]+)\"></a>");
    /** GitHub makes links of addresses that stand for themselves. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+");

    private static final Pattern COMMENT = Pattern.compile("<!--(?:(?!-->).)*-->", Pattern.DOTALL);
    private static final int DEEPEST = 3;

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder html = new StringBuilder();
    private final Map<String, Priority> alerts;

    private MarkdownBody(Map<String, Priority> alerts) {
        this.alerts = alerts;
    }

    /** What the list of contents names. */
    record Part(int level, String id, String text, Optional<Priority> priority) {}

    /**
     * Reads a page.
     *
     * @param links makes links between files to links between pages
     * @param alerts priorities by anchor
     */
    static MarkdownBody of(String markdown, UnaryOperator<String> links, Map<String, Priority> alerts) {
        Node document = PARSER.parse(markdown);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(links.apply(link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Text text) {
                if (ADDRESS.matcher(text.getLiteral()).matches() && !(text.getParent() instanceof Link)) {
                    Link link = new Link(text.getLiteral(), null);
                    text.insertBefore(link);
                    link.appendChild(text);
                }
            }
        });
        MarkdownBody body = new MarkdownBody(alerts);
        body.write(document);
        return body;
    }

    String html() {
        return html.toString();
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    private void write(Node document) {
        Set<String> explicit = anchors(document);
        IdGenerator ids = IdGenerator.builder().build();
        int open = 0;
        String anchor = "";
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            Optional<String> here = anchor(node);
            if (here.isPresent()) {
                anchor = here.get();
            } else if (node instanceof Heading heading && heading.getLevel() <= DEEPEST) {
                String text = text(heading);
                String id = anchor.isEmpty() ? fresh(ids, text, explicit) : anchor;
                open = section(open, heading.getLevel(), id, text);
                html.append(RENDERER.render(heading));
                anchor = "";
            } else if (!isComment(node)) {
                html.append(RENDERER.render(node));
            }
        }
        html.append("</section>\n".repeat(open > 0 ? 1 : 0));
    }

    /** Closes the section before, and opens the heading's. */
    private int section(int open, int level, String id, String text) {
        if (open > 0) {
            html.append("</section>\n");
        }
        Optional<Priority> priority = Optional.ofNullable(alerts.get(id));
        parts.add(new Part(level, id, text, priority));
        html.append("<section id=\"").append(id).append("\" class=\"level-").append(level);
        priority.ifPresent(value -> html.append(" alert ").append(value.name().toLowerCase(Locale.ROOT)));
        html.append("\">\n");
        return level;
    }

    private static String fresh(IdGenerator ids, String text, Set<String> explicit) {
        String id = ids.generateId(text);
        while (explicit.contains(id)) {
            id = ids.generateId(text);
        }
        return id;
    }

    private static Set<String> anchors(Node document) {
        Set<String> anchors = new HashSet<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            anchor(node).ifPresent(anchors::add);
        }
        return anchors;
    }

    private static Optional<String> anchor(Node node) {
        if (node instanceof HtmlBlock block) {
            return anchor(block.getLiteral());
        }
        // A line with nothing but an anchor is a paragraph of two pieces of HTML.
        return node instanceof Paragraph
                        && node.getFirstChild() instanceof org.commonmark.node.HtmlInline start
                        && start.getNext() instanceof org.commonmark.node.HtmlInline end
                        && end.getNext() == null
                ? anchor(start.getLiteral() + end.getLiteral())
                : Optional.empty();
    }

    private static boolean isComment(Node node) {
        return node instanceof HtmlBlock block
                && COMMENT.matcher(block.getLiteral().strip()).matches();
    }

    private static Optional<String> anchor(String literal) {
        Matcher matcher = ANCHOR.matcher(literal.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text piece) {
                text.append(piece.getLiteral());
            }

            @Override
            public void visit(Code piece) {
                text.append(piece.getLiteral());
            }
        });
        return text.toString();
    }

    /** The numbered list under "First three actions". */
    private static boolean isActions(Node node) {
        return node instanceof OrderedList
                && node.getPrevious() instanceof Paragraph before
                && before.getFirstChild() instanceof StrongEmphasis title
                && text(title).startsWith("First three actions");
    }
}
