package io.watchbill.runbooks;

import io.watchbill.plan.Links;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What leads into a Markdown file and out of it.
 *
 * @param anchors the explicit ids, in order; one that is there twice is twice in it
 * @param alerts those of them whose section shows an alert: named as its heading, with a query below it
 * @param links destinations as written
 */
public record MarkdownOutline(List<String> anchors, Set<String> alerts, List<String> links) {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

    /** Reads the file; code and text are no links. */
    public static MarkdownOutline of(String markdown) {
        Reader reader = new Reader();
        PARSER.parse(markdown).accept(reader);
        return new MarkdownOutline(List.copyOf(reader.anchors), reader.alerts, List.copyOf(reader.links));
    }

    private static final class Reader extends AbstractVisitor {

        private final List<String> anchors = new ArrayList<>();
        private final Set<String> alerts = new LinkedHashSet<>();
        private final List<String> links = new ArrayList<>();
        private String anchor = "";
        private String section = "";

        @Override
        public void visit(HtmlBlock html) {
            anchor(html.getLiteral());
        }

        @Override
        public void visit(HtmlInline html) {
            anchor(html.getLiteral());
        }

        private void anchor(String literal) {
            Matcher matcher = ANCHOR.matcher(literal);
            if (matcher.find()) {
                anchor = matcher.group(1);
                anchors.add(anchor);
            }
        }

        @Override
        public void visit(Heading heading) {
            boolean named =
                    !anchor.isEmpty() && Links.alertAnchor(text(heading)).equals(anchor);
            section = named ? anchor : "";
            anchor = "";
            visitChildren(heading);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            if (block.getInfo().equals("promql") && !section.isEmpty()) {
                alerts.add(section);
            }
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        private static String text(Node node) {
            StringBuilder text = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text piece) {
                    text.append(piece.getLiteral());
                }
            });
            return text.toString();
        }
    }
}
