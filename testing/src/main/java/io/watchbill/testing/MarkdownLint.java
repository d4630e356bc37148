package io.watchbill.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * The main rules of <a href="https://github.com/DavidAnson/markdownlint">markdownlint</a>, under their names, with its defaults
 * but for these: lines may be long (MD013), headings need differ among siblings only (MD024), anchors and comments may be HTML
 * (MD033), and a document may begin at the second level, as the templates of incidents and specifications do (MD041).
 */
public final class MarkdownLint {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();
    private static final Pattern FRONT_MATTER = Pattern.compile("\\A---\\n.*?\\n---\\n", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern HTML =
            Pattern.compile("(?s)\\s*(<a id=\"[^\"]+\"></a>|<a id=\"[^\"]+\">|</a>|<!--.*-->)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d+)[.)].*");

    private record Fault(int line, String text) {}

    private final List<Fault> faults = new ArrayList<>();
    private final List<String> lines;
    private final Set<Integer> code = new HashSet<>();
    private final Set<String> places = new HashSet<>();
    private final List<Fault> fragments = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private final Set<String> headings = new HashSet<>();
    private int level;
    private int titles;

    private MarkdownLint(String markdown) {
        lines = markdown.lines().toList();
    }

    /** The faults in order of the lines: {@code 12: MD022 expected an empty line before a heading}. */
    public static List<String> faults(String markdown) {
        Matcher front = FRONT_MATTER.matcher(markdown);
        int skipped = front.find() ? (int) front.group().lines().count() : 0;
        String body = skipped == 0 ? markdown : markdown.substring(front.end()).replaceFirst("\\A\\n", "");
        int offset = skipped == 0
                ? 0
                : (int) (markdown.lines().count() - body.lines().count());
        MarkdownLint lint = new MarkdownLint(body);
        lint.check(body);
        return lint.faults.stream()
                .sorted(Comparator.comparingInt(Fault::line))
                .map(fault -> (fault.line() + 1 + offset) + ": " + fault.text())
                .toList();
    }

    private void check(String body) {
        PARSER.parse(body).accept(new Blocks());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (code.contains(i)) {
                continue;
            }
            require(line.equals(line.stripTrailing()), i, "MD009 expected no space at the end");
            require(line.indexOf('\t') < 0, i, "MD010 expected no tab");
            require(!blank(i) || i == 0 || !blank(i - 1), i, "MD012 expected one empty line, not two");
        }
        require(
                body.endsWith("\n") && !body.endsWith("\n\n"),
                lines.size() - 1,
                "MD047 expected one line feed at the end");
        fragments.stream()
                .filter(fragment -> !places.contains(fragment.text()))
                .forEach(fragment ->
                        faults.add(new Fault(fragment.line(), "MD051 expected an anchor #" + fragment.text())));
    }

    private final class Blocks extends AbstractVisitor {

        private boolean inLink;

        @Override
        public void visit(Heading heading) {
            int line = first(heading);
            String text = text(heading);
            require(
                    level == 0 || heading.getLevel() <= level + 1,
                    line,
                    "MD001 expected headings that go down one level at a time");
            level = heading.getLevel();
            surrounded(heading, "MD022", "a heading");
            titles += level == 1 ? 1 : 0;
            require(level > 1 || titles == 1, line, "MD025 expected a single title");
            require(!text.matches(".*[.,;:!]"), line, "MD026 expected a heading without punctuation at its end");
            while (path.size() >= level) {
                path.remove(path.size() - 1);
            }
            while (path.size() < level - 1) {
                path.add("");
            }
            path.add(text);
            require(
                    headings.add(String.join("\n", path)),
                    line,
                    "MD024 expected a heading that differs from its siblings");
            places.add(text.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
            visitChildren(heading);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            for (int i = first(block); i <= last(block); i++) {
                code.add(i);
            }
            surrounded(block, "MD031", "a block of code");
            require(!block.getInfo().isBlank(), first(block), "MD040 expected a language behind the fence");
        }

        @Override
        public void visit(BulletList list) {
            surrounded(list, "MD032", "a list");
            visitChildren(list);
        }

        @Override
        public void visit(OrderedList list) {
            surrounded(list, "MD032", "a list");
            int expected = 1;
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                int line = first((Block) item);
                Matcher number = NUMBER.matcher(lines.get(line));
                require(
                        number.matches() && number.group(1).equals(String.valueOf(expected)),
                        line,
                        "MD029 expected the number " + expected);
                expected++;
            }
            visitChildren(list);
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
                surrounded(block, "MD058", "a table");
                int cells = cells(lines.get(first(block)));
                for (int i = first(block); i <= last(block); i++) {
                    String row = lines.get(i).strip();
                    require(
                            row.startsWith("|") && row.endsWith("|"),
                            i,
                            "MD055 expected a pipe at both ends of the row");
                    require(cells(row) == cells, i, "MD056 expected " + cells + " cells, as in the table's head");
                }
            }
            visitChildren(block);
        }

        @Override
        public void visit(HtmlBlock html) {
            html(html.getLiteral(), first(html));
        }

        @Override
        public void visit(HtmlInline html) {
            html(html.getLiteral(), first(block(html)));
        }

        private void html(String literal, int line) {
            require(HTML.matcher(literal).matches(), line, "MD033 expected no HTML but anchors");
            Matcher anchor = ANCHOR.matcher(literal);
            while (anchor.find()) {
                require(
                        places.add(anchor.group(1)) || headingOf(anchor.group(1)),
                        line,
                        "an anchor that is there once");
            }
        }

        private boolean headingOf(String anchor) {
            return path.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).equals(anchor));
        }

        @Override
        public void visit(Link link) {
            int line = first(block(link));
            String to = link.getDestination();
            require(!to.isEmpty() && !to.equals("#"), line, "MD042 expected a link that leads somewhere");
            if (to.startsWith("#")) {
                fragments.add(new Fault(line, to.substring(1)));
            }
            inLink = true;
            visitChildren(link);
            inLink = false;
        }

        @Override
        public void visit(Text text) {
            require(
                    inLink || !ADDRESS.matcher(text.getLiteral()).find(),
                    first(block(text)),
                    "MD034 expected the address in a link or in angle brackets");
        }
    }

    /** Empty lines around, or the edge of the document or of the list item that holds it. */
    private void surrounded(Block block, String rule, String what) {
        int before = first(block) - 1;
        int after = last(block) + 1;
        boolean opens = block.getParent() instanceof ListItem && block.getPrevious() == null;
        boolean nested = block.getParent() instanceof ListItem && !(block instanceof FencedCodeBlock);
        boolean anchored = before >= 0 && ANCHOR.matcher(lines.get(before)).find();
        require(
                before < 0 || blank(before) || opens || nested || anchored,
                before + 1,
                rule + " expected an empty line before " + what);
        require(after >= lines.size() || blank(after) || nested, after, rule + " expected an empty line after " + what);
    }

    private static Block block(Node node) {
        Node at = node;
        while (!(at instanceof Block block) || block.getSourceSpans().isEmpty()) {
            at = at.getParent();
        }
        return block;
    }

    private static int first(Block block) {
        return block.getSourceSpans().get(0).getLineIndex();
    }

    private static int last(Block block) {
        return block.getSourceSpans().get(block.getSourceSpans().size() - 1).getLineIndex();
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            text.append(
                    child instanceof Text piece
                            ? piece.getLiteral()
                            : child instanceof org.commonmark.node.Code piece ? piece.getLiteral() : text(child));
        }
        return text.toString();
    }

    private static int cells(String row) {
        return row.replaceAll("\\\\.", "").replaceAll("[^|]", "").length() - 1;
    }

    private boolean blank(int line) {
        return lines.get(line).isBlank();
    }

    private void require(boolean holds, int line, String expected) {
        if (!holds) {
            faults.add(new Fault(line, expected));
        }
    }
}
