package io.watchbill.spec.reader;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outer form of a Go template: actions between double braces, closed strings in them, and blocks that end. A rule file with one broken template is
 * refused as a whole, so that no alert of the system would fire. Functions and fields are for promtool to judge.
 */
final class TemplateCheck {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final Pattern WORD = Pattern.compile("-?\\s*([a-z]+)\\b.*", Pattern.DOTALL);
    private static final Set<String> BLOCKS = Set.of("if", "range", "with", "define", "block");

    private final String text;
    private final Deque<Span> blocks = new ArrayDeque<>();

    private TemplateCheck(String text) {
        this.text = text;
    }

    static void check(String text) throws MisfitException {
        TemplateCheck check = new TemplateCheck(text);
        int at = text.indexOf(OPEN);
        while (at >= 0) {
            at = text.indexOf(OPEN, check.action(at));
        }
        if (!check.blocks.isEmpty()) {
            throw new MisfitException(check.blocks.pop(), "this block has no end", "{{ end }}");
        }
    }

    /** Checks the action that begins there; the index behind it. */
    private int action(int open) throws MisfitException {
        int close = close(open);
        Span span = new Span(open, close);
        String content = text.substring(open + OPEN.length(), close - CLOSE.length());
        Matcher word = WORD.matcher(content);
        String first = word.matches() ? word.group(1) : "";
        if (content.isBlank()) {
            throw new MisfitException(span, "there is nothing between the braces", "a value, such as {{ $value }}");
        } else if (BLOCKS.contains(first)) {
            blocks.push(span);
        } else if ((first.equals("end") || first.equals("else")) && blocks.isEmpty()) {
            throw new MisfitException(span, first + " stands outside a block", "{{ if … }} or the like before it");
        } else if (first.equals("end")) {
            blocks.pop();
        }
        return close;
    }

    /** The index behind the braces that close an action. */
    private int close(int open) throws MisfitException {
        int index = open + OPEN.length();
        if (text.startsWith("/*", index) || text.startsWith("- /*", index)) {
            int end = text.indexOf("*/", index);
            index = end < 0 ? text.length() : end + 2;
        }
        while (index < text.length()) {
            char character = text.charAt(index);
            if (text.startsWith(CLOSE, index)) {
                return index + CLOSE.length();
            } else if (character == '"' || character == '`' || character == '\'') {
                index = string(index, character);
            } else {
                index++;
            }
        }
        throw new MisfitException(new Span(open, open + OPEN.length()), "'{{' is not closed", CLOSE)
                .with(Optional.of("braces that are meant as such are written {{ \"{{\" }}"));
    }

    private int string(int open, char quote) throws MisfitException {
        for (int index = open + 1; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == quote) {
                return index + 1;
            } else if (character == '\\' && quote != '`') {
                index++;
            } else if (character == '\n' && quote != '`') {
                break;
            }
        }
        throw new MisfitException(
                new Span(open, open + 1), "the string that begins here is not closed", "a closing " + quote);
    }
}
