package io.watchbill.spec.condition;

import io.watchbill.spec.Durations;
import io.watchbill.spec.Window;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Reads the condition language.
 *
 * <pre>
 * CONDITION = CLAUSE {and CLAUSE} [for D]
 * CLAUSE    = METRIC[{matchers}] ((&lt; | &lt;= | &gt; | &gt;=) VALUE | outside A..B) [over WINDOW]
 * </pre>
 *
 * Whether a metric exists and has the windows and units is not judged here.
 */
public final class ConditionParser {
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*(\\.[a-zA-Z_][a-zA-Z0-9_-]*)?");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String BOUND = "<, <=, >, >= with a value, or outside A..B";
    private static final String VALUE = "a value such as 0.25, 2%, 100ms or 400rps";

    private final Scanner scanner;

    private ConditionParser(String text) {
        this.scanner = new Scanner(text);
    }

    /** Reads {@code CONDITION}. */
    public static ParsedCondition condition(String text) throws MisfitException {
        ConditionParser parser = new ConditionParser(text);
        List<ParsedClause> clauses = new ArrayList<>();
        do {
            clauses.add(parser.clause());
        } while (parser.scanner.word("and"));
        Duration holdFor = parser.holdFor("and, for or the end");
        return new ParsedCondition(
                new Condition(clauses.stream().map(ParsedClause::clause).toList(), holdFor), clauses);
    }

    /** Reads one {@code CLAUSE}. */
    public static ParsedClause clause(String text) throws MisfitException {
        ConditionParser parser = new ConditionParser(text);
        ParsedClause clause = parser.clause();
        parser.end("over or the end");
        return clause;
    }

    /** Reads {@code METRIC[{matchers}]}. */
    public static ParsedSubject subject(String text) throws MisfitException {
        ConditionParser parser = new ConditionParser(text);
        ParsedSubject subject = parser.subject();
        parser.end("{label=\"value\"} or the end");
        return subject;
    }

    /** Reads {@code BOUND [for D]}. */
    public static ParsedThreshold threshold(String text) throws MisfitException {
        ConditionParser parser = new ConditionParser(text);
        int from = parser.scanner.position();
        Bound bound = parser.bound();
        Span span = parser.since(from);
        return new ParsedThreshold(bound, parser.holdFor("for or the end"), span);
    }

    /** Reads a normal range: {@code BOUND} or {@code A..B}. */
    public static Bound normal(String text) throws MisfitException {
        ConditionParser parser = new ConditionParser(text);
        Bound bound = parser.comparesOrOutside() ? parser.bound() : parser.range(Bound.Within::new);
        parser.end("the end");
        return bound;
    }

    /** Reads {@code A..B}. */
    public static Bound.Within range(String text) throws MisfitException {
        ConditionParser parser = new ConditionParser(text);
        Bound.Within range = parser.range(Bound.Within::new);
        parser.end("the end");
        return range;
    }

    /** Reads matchers without braces, as a source's selector has them. */
    public static List<Matcher> matchers(String text) throws MisfitException {
        ConditionParser parser = new ConditionParser(text);
        List<Matcher> matchers = new ArrayList<>();
        while (!parser.scanner.atEnd()) {
            matchers.add(parser.matcher(new ArrayList<>(), new ArrayList<>()));
            if (!parser.scanner.symbol(",")) {
                parser.end("a comma or the end");
            }
        }
        return matchers;
    }

    private ParsedClause clause() throws MisfitException {
        ParsedSubject subject = subject();
        int from = scanner.position();
        Bound bound = bound();
        Span span = since(from);
        Optional<Span> windowSpan = Optional.empty();
        Optional<Window> window = Optional.empty();
        if (scanner.word("over")) {
            int start = scanner.position();
            window = Optional.of(window());
            windowSpan = Optional.of(since(start));
        }
        Clause clause = new Clause(subject.metric(), subject.matchers(), bound, window);
        return new ParsedClause(clause, subject.span(), subject.labels(), subject.values(), span, windowSpan);
    }

    private ParsedSubject subject() throws MisfitException {
        int from = scanner.position();
        String metric = scanner.takeWord();
        if (!METRIC.matcher(metric).matches()) {
            throw metric.isEmpty()
                    ? scanner.unexpected("a metric's name")
                    : new MisfitException(since(from), "'" + metric + "' is no metric's name", "a metric's name");
        }
        Span span = since(from);
        List<Matcher> matchers = new ArrayList<>();
        List<Span> labels = new ArrayList<>();
        List<Span> values = new ArrayList<>();
        if (scanner.symbol("{")) {
            while (!scanner.symbol("}")) {
                matchers.add(matcher(labels, values));
                if (!scanner.symbol(",")) {
                    if (!scanner.symbol("}")) {
                        throw scanner.unexpected("a comma or }");
                    }
                    break;
                }
            }
        }
        return new ParsedSubject(metric, matchers, span, labels, values);
    }

    private Matcher matcher(List<Span> labels, List<Span> values) throws MisfitException {
        int from = scanner.position();
        String label = scanner.takeWord();
        if (!LABEL.matcher(label).matches()) {
            throw label.isEmpty()
                    ? scanner.unexpected("a label's name")
                    : new MisfitException(since(from), "'" + label + "' is no label's name", "a label's name");
        }
        labels.add(since(from));
        Matcher.Operator operator = matchOperator();
        int start = scanner.position();
        String value = scanner.takeString();
        values.add(since(start));
        return new Matcher(label, operator, value);
    }

    private Matcher.Operator matchOperator() throws MisfitException {
        if (scanner.symbol("=~")) {
            return Matcher.Operator.MATCHES;
        } else if (scanner.symbol("!~")) {
            return Matcher.Operator.DOES_NOT_MATCH;
        } else if (scanner.symbol("!=")) {
            return Matcher.Operator.NOT_EQUAL;
        } else if (scanner.symbol("=")) {
            return Matcher.Operator.EQUAL;
        }
        throw scanner.unexpected("=, !=, =~ or !~");
    }

    private boolean comparesOrOutside() {
        Scanner ahead = scanner.copy();
        return ahead.symbol("<") || ahead.symbol(">") || ahead.word("outside");
    }

    private Bound bound() throws MisfitException {
        if (scanner.word("outside")) {
            return range(Bound.Outside::new);
        }
        return new Bound.Comparison(operator(), quantity());
    }

    private Operator operator() throws MisfitException {
        if (scanner.symbol("<=")) {
            return Operator.AT_MOST;
        } else if (scanner.symbol("<")) {
            return Operator.LESS;
        } else if (scanner.symbol(">=")) {
            return Operator.AT_LEAST;
        } else if (scanner.symbol(">")) {
            return Operator.GREATER;
        }
        throw scanner.unexpected(BOUND);
    }

    private <T> T range(BiFunction<Quantity, Quantity, T> form) throws MisfitException {
        Quantity low = quantity();
        if (!scanner.symbol("..")) {
            throw scanner.unexpected(".. and the upper end of the range");
        }
        return form.apply(low, quantity());
    }

    private Quantity quantity() throws MisfitException {
        int from = scanner.position();
        String text = scanner.takeQuantity();
        if (text.isEmpty()) {
            throw scanner.unexpected(VALUE);
        }
        return Quantity.parse(text)
                .orElseThrow(() -> new MisfitException(since(from), "'" + text + "' is no value", VALUE));
    }

    private Window window() throws MisfitException {
        int from = scanner.position();
        String text = scanner.takeWord();
        if (text.isEmpty()) {
            throw scanner.unexpected("a window such as 24h or 1run");
        }
        return Window.parse(text)
                .orElseThrow(() -> new MisfitException(
                        since(from), "'" + text + "' is no window", "a window such as 24h or 1run"));
    }

    private Duration holdFor(String otherwise) throws MisfitException {
        if (!scanner.word("for")) {
            end(otherwise);
            return Condition.DEFAULT_HOLD;
        }
        int from = scanner.position();
        String text = scanner.takeWord();
        if (text.isEmpty()) {
            throw scanner.unexpected("a duration such as 5m");
        }
        Duration duration = Durations.parse(text)
                .orElseThrow(() ->
                        new MisfitException(since(from), "'" + text + "' is no duration", "a duration such as 5m"));
        end("the end");
        return duration;
    }

    private void end(String expected) throws MisfitException {
        if (!scanner.atEnd()) {
            throw scanner.unexpected(expected);
        }
    }

    private Span since(int from) {
        return new Span(from, scanner.consumed());
    }
}
