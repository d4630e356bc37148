package io.watchbill.spec.promql;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps through the words of a query, and reads the lists in it that hold no values: labels, matchers, ranges. */
final class Words {
    private static final Set<String> MATCHING = Set.of("=", "!=", "=~", "!~");

    private final List<Token> tokens;
    private int at;

    Words(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * What stands in square brackets.
     *
     * @param length where it is a plain duration or number; else it is an expression
     * @param subquery whether there is a colon
     */
    record Range(Optional<Token> length, boolean subquery) {}

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** The word that was taken last. */
    Token last() {
        return tokens.get(Math.max(0, at - 1));
    }

    /** From a word to the one that was taken last. */
    Span since(Token first) {
        return new Span(first.span().from(), last().span().to());
    }

    /** Takes a word of the grammar if it is next; those are not told apart by case. */
    boolean takes(String keyword) {
        boolean there = peek().kind() == Token.Kind.IDENTIFIER && peek().text().equalsIgnoreCase(keyword);
        if (there) {
            next();
        }
        return there;
    }

    void expect(String mark) throws MisfitException {
        Token token = next();
        if (!token.is(mark)) {
            throw new MisfitException(token.span(), token.shown() + " stands where '" + mark + "' is needed", mark);
        }
    }

    /** Takes the bracket that closes an opening one. */
    void close(Token open, String mark) throws MisfitException {
        Token token = next();
        if (token.is(mark)) {
            return;
        } else if (token.kind() == Token.Kind.END) {
            throw new MisfitException(open.span(), open.shown() + " is not closed", "a closing " + mark);
        }
        throw new MisfitException(
                token.span(), token.shown() + " cannot follow here", "an operator, a comma or " + mark);
    }

    /** {@code (a, b)}, as behind {@code by}. */
    void labels() throws MisfitException {
        Token before = last();
        Token open = next();
        if (!open.is("(")) {
            throw new MisfitException(open.span(), before.text() + " has no list of labels", "labels in parentheses");
        }
        while (!peek().is(")")) {
            Token label = next();
            if (label.kind() == Token.Kind.END) {
                throw new MisfitException(open.span(), "'(' is not closed", "a closing )");
            } else if (label.kind() != Token.Kind.IDENTIFIER && label.kind() != Token.Kind.STRING) {
                throw new MisfitException(label.span(), label.shown() + " is no label", "the name of a label");
            }
            separator(")", "a comma or )");
        }
        next();
    }

    /**
     * The rest of {@code {a="b"}} behind its brace.
     *
     * @return whether something in it keeps the series without labels out
     */
    boolean matchers(Token open) throws MisfitException {
        boolean selects = false;
        while (!peek().is("}")) {
            Token label = next();
            if (label.kind() == Token.Kind.END) {
                throw new MisfitException(open.span(), "'{' is not closed", "a closing }");
            } else if (label.kind() != Token.Kind.IDENTIFIER && label.kind() != Token.Kind.STRING) {
                throw new MisfitException(
                        label.span(), label.shown() + " is no matcher", "a matcher such as job=\"api\"");
            }
            boolean metric = label.kind() == Token.Kind.STRING && (peek().is(",") || peek().is("}"));
            selects |= metric || matches();
            separator("}", "a comma or }");
        }
        next();
        return selects;
    }

    private boolean matches() throws MisfitException {
        Token operator = next();
        if (operator.kind() != Token.Kind.OPERATOR || !MATCHING.contains(operator.text())) {
            throw new MisfitException(operator.span(), operator.shown() + " matches nothing", "=, !=, =~ or !~");
        }
        Token value = next();
        if (value.kind() != Token.Kind.STRING) {
            throw new MisfitException(value.span(), value.shown() + " is no text", "a value in quotes");
        }
        String text = Escapes.undone(value.text());
        boolean pattern = operator.text().endsWith("~");
        Optional<String> problem = pattern ? Regex.problem(text) : Optional.empty();
        if (problem.isPresent()) {
            throw new MisfitException(
                    value.span(), value.shown() + " is no regular expression: " + problem.get(), Regex.EXPECTED);
        }
        boolean passesNothing = pattern ? Regex.matchesNothing(text) : text.isEmpty();
        return operator.text().startsWith("!") == passesNothing;
    }

    private static boolean isWord(Token token) {
        return token.kind() != Token.Kind.OPERATOR && token.kind() != Token.Kind.PUNCTUATION;
    }

    private void separator(String end, String expected) throws MisfitException {
        if (peek().is(",")) {
            next();
        } else if (!peek().is(end) && peek().kind() != Token.Kind.END) {
            throw new MisfitException(peek().span(), peek().shown() + " cannot follow here", expected);
        }
    }

    /** The rest of {@code [5m]} or {@code [1h:5m]} behind its bracket. */
    Range range(Token open) throws MisfitException {
        List<Token> length = new ArrayList<>();
        boolean subquery = false;
        while (!peek().is("]")) {
            Token token = next();
            if (token.kind() == Token.Kind.END) {
                throw new MisfitException(open.span(), "'[' is not closed", "a closing ]");
            } else if (token.is("[") || token.is("{") || token.is("}") || token.kind() == Token.Kind.STRING) {
                throw new MisfitException(token.span(), token.shown() + " is no duration", "a duration such as 5m");
            } else if (token.is(":") && !subquery) {
                subquery = true;
            } else if (!subquery) {
                length.add(token);
            }
        }
        next();
        if (length.isEmpty()) {
            throw new MisfitException(since(open), "the range has no length", "a duration such as 5m");
        }
        Token first = length.get(0);
        for (int i = 1; i < length.size(); i++) {
            // Durations are calculated with since Prometheus 3; two words without an operator are none in any version.
            if (isWord(length.get(i - 1)) && isWord(length.get(i))) {
                throw new MisfitException(
                        new Span(
                                length.get(i - 1).span().from(),
                                length.get(i).span().to()),
                        length.get(i).shown() + " cannot follow here",
                        "a duration in one word, such as 5m");
            }
        }
        boolean plain = length.size() == 1;
        if (plain && first.kind() != Token.Kind.DURATION && first.kind() != Token.Kind.NUMBER) {
            throw new MisfitException(first.span(), first.shown() + " is no duration", "a duration such as 5m");
        }
        return new Range(plain ? Optional.of(first) : Optional.empty(), subquery);
    }
}
