package io.watchbill.spec.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/**
 * The text of a heading, a paragraph or a cell as a reader sees it, and where each character of it stands. The parser says where each run of text
 * begins; within it, what is shown is found again behind backslashes and character references.
 */
final class MarkdownText extends AbstractVisitor {
    private static final Pattern REFERENCE =
            Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);");
    private static final Pattern AMPERSAND = Pattern.compile("&(amp|AMP|#0*38|#[xX]0*26);");

    private final String file;
    private final int to;
    private final List<Integer> hidden;
    private final TracedText.Builder text;
    private final List<Link> links = new ArrayList<>();

    private int at;
    private boolean empty = true;
    private boolean code;

    private MarkdownText(SourceText source, int from, int to, List<Integer> hidden) {
        this.file = source.text();
        this.to = to;
        this.hidden = hidden;
        this.text = new TracedText.Builder(source, from);
        this.at = from;
    }

    /** What stands under a node, between two offsets of the file. */
    static MarkdownCell block(SourceText source, org.commonmark.node.Node node, int from, int to) {
        return read(source, node, from, to, List.of());
    }

    /** What stands in a cell. Before it looks for anything else, the parser takes the backslashes before pipes away. */
    static MarkdownCell cell(SourceText source, org.commonmark.node.Node node, int from, int to) {
        List<Integer> hidden = new ArrayList<>();
        for (int pipe = source.text().indexOf("\\|", from); pipe >= 0 && pipe < to; ) {
            hidden.add(pipe);
            pipe = source.text().indexOf("\\|", pipe + 2);
        }
        return read(source, node, from, to, hidden);
    }

    private static MarkdownCell read(
            SourceText source, org.commonmark.node.Node node, int from, int to, List<Integer> hidden) {
        int first = from;
        while (first < to && Character.isWhitespace(source.text().charAt(first))) {
            first++;
        }
        MarkdownText reader = new MarkdownText(source, first, to, hidden);
        reader.visitChildren(node);
        String address = reader.links.size() == 1 ? reader.links.get(0).getDestination() : "";
        return new MarkdownCell(
                reader.text.build(),
                source.text().substring(first, Math.max(first, to)).strip(),
                reader.code,
                address);
    }

    @Override
    public void visit(Text node) {
        begin(node);
        align(node.getLiteral(), false);
    }

    @Override
    public void visit(Code node) {
        code |= empty;
        begin(node);
        while (at < to && file.charAt(at) == '`') {
            at++;
        }
        align(node.getLiteral(), true);
        while (at < to && file.charAt(at) == ' ' && at + 1 < to && file.charAt(at + 1) == '`') {
            at++;
        }
        while (at < to && file.charAt(at) == '`') {
            at++;
        }
    }

    @Override
    public void visit(Link node) {
        links.add(node);
        visitChildren(node);
    }

    @Override
    public void visit(HtmlInline node) {
        begin(node);
        if (node.getLiteral().toLowerCase(Locale.ROOT).matches("<br\\s*/?>")) {
            put(' ', at, Math.min(to, at + node.getLiteral().length()));
        }
        at = Math.min(to, at + node.getLiteral().length());
    }

    @Override
    public void visit(SoftLineBreak node) {
        put(' ', at, at);
    }

    @Override
    public void visit(HardLineBreak node) {
        put(' ', at, at);
    }

    /** Goes to where a node begins; where the parser does not know, it stays. */
    private void begin(org.commonmark.node.Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (!spans.isEmpty()) {
            at = Math.max(at, Math.min(to, original(spans.get(0).getInputIndex())));
        }
    }

    /** Where in the file stands what the parser, after it took the hidden backslashes, believes at this offset. */
    private int original(int index) {
        int offset = index;
        for (int backslash : hidden) {
            if (backslash <= offset) {
                offset++;
            }
        }
        return offset;
    }

    private void align(String literal, boolean verbatim) {
        for (int index = 0; index < literal.length(); index++) {
            char character = literal.charAt(index);
            while (at < to && !shows(character, verbatim)) {
                at++;
            }
            int begin = Math.min(at, to);
            int end = Math.min(to, begin + length(character, verbatim));
            put(character, begin, Math.max(begin, end));
            // The second half of a pair of surrogates may come from the same reference.
            boolean half = Character.isHighSurrogate(character) && end - begin > 1;
            at = half ? begin : end;
        }
    }

    private boolean shows(char character, boolean verbatim) {
        char next = file.charAt(at);
        if (!verbatim && next == '&' && REFERENCE.matcher(file).region(at, to).lookingAt()) {
            return true;
        }
        boolean escaped = escapes(verbatim);
        if (next == character) {
            return !escaped || file.charAt(at + 1) == character;
        }
        boolean folded = verbatim && character == ' ' && Character.isWhitespace(next);
        return folded || (escaped && file.charAt(at + 1) == character);
    }

    /** How much of the file stands for the character that is shown here. */
    private int length(char character, boolean verbatim) {
        if (at >= to) {
            return 0;
        }
        Matcher reference = REFERENCE.matcher(file).region(at, to);
        boolean referred = !verbatim && reference.lookingAt();
        if (referred
                && (character != '&' || AMPERSAND.matcher(reference.group()).matches())) {
            return reference.end() - at;
        }
        return escapes(verbatim) ? 2 : 1;
    }

    private boolean escapes(boolean verbatim) {
        if (file.charAt(at) != '\\' || at + 1 >= to) {
            return false;
        }
        return verbatim ? hidden.contains(at) : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".indexOf(file.charAt(at + 1)) >= 0;
    }

    private void put(char character, int begin, int end) {
        empty = false;
        text.append(character, begin, end);
    }
}
