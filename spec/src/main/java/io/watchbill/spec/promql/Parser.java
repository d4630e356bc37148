package io.watchbill.spec.promql;

import io.watchbill.spec.Durations;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads PromQL by the grammar of Prometheus (promql/parser/generated_parser.y). Functions are not known by name, so that those of newer versions
 * pass; types are judged where every version agrees.
 */
final class Parser {
    static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    /** A person writes ten; text that nests deeper is meant to hurt. */
    private static final int DEEPEST = 100;

    private static final int MOST_OPERATORS = 500;

    private static final int UNARY = 5;
    private static final int POWER = 6;
    private static final Map<String, Integer> PRECEDENCES = Map.ofEntries(
            Map.entry("or", 1),
            Map.entry("and", 2),
            Map.entry("unless", 2),
            Map.entry("==", 3),
            Map.entry("!=", 3),
            Map.entry("<", 3),
            Map.entry("<=", 3),
            Map.entry(">", 3),
            Map.entry(">=", 3),
            Map.entry("+", 4),
            Map.entry("-", 4),
            Map.entry("</", 4),
            Map.entry(">/", 4),
            Map.entry("*", UNARY),
            Map.entry("/", UNARY),
            Map.entry("%", UNARY),
            Map.entry("atan2", UNARY),
            Map.entry("^", POWER));
    private static final Set<String> SETS = Set.of("and", "or", "unless");
    private static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "avg",
            "count",
            "min",
            "max",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "count_values",
            "quantile",
            "limitk",
            "limit_ratio");
    private static final Set<String> GROUPINGS = Set.of("by", "without");
    private static final Set<String> OF_RANGES =
            Set.of("rate", "irate", "increase", "delta", "idelta", "deriv", "resets", "changes");
    private static final String VALUE = "a metric, a number, a function or (";

    private final Words words;
    private int depth;

    Parser(String text) throws MisfitException {
        this.words = new Words(Lexer.tokens(text));
    }

    Query query() throws MisfitException {
        Query query = instant(binary(0));
        Token next = words.next();
        if (next.kind() != Token.Kind.END) {
            boolean closes = next.is(")") || next.is("]") || next.is("}");
            String expected = closes ? "an opening bracket before it" : "an operator, or the end of the query";
            throw new MisfitException(
                    next.span(),
                    closes ? next.shown() + " closes nothing" : next.shown() + " cannot follow here",
                    next.isOperator("=") ? "==, which compares" : expected);
        }
        return query;
    }

    /** Operands of operators that bind at least so tightly. */
    private Query binary(int least) throws MisfitException {
        Query left = unary();
        for (int operators = 0; ; operators++) {
            String operator = words.peek().text().toLowerCase(Locale.ROOT);
            int precedence = words.peek().kind() == Token.Kind.STRING ? 0 : PRECEDENCES.getOrDefault(operator, 0);
            if (precedence == 0 || precedence < least) {
                return left;
            }
            Token token = words.next();
            if (operators == MOST_OPERATORS) {
                throw new MisfitException(
                        token.span(),
                        "this has more than " + MOST_OPERATORS + " operators in a row",
                        "a shorter query");
            }
            boolean bool = matching(token, operator);
            deeper(token);
            Query right = binary(precedence == POWER ? precedence : precedence + 1);
            depth--;
            left = new Query.Binary(
                    instant(left),
                    operator,
                    bool,
                    instant(right),
                    token.span(),
                    new Span(left.span().from(), right.span().to()));
        }
    }

    /** What may stand between an operator and its right side; whether {@code bool} was there. */
    private boolean matching(Token operator, String name) throws MisfitException {
        boolean bool = words.takes("bool");
        if (bool && !COMPARISONS.contains(name)) {
            throw new MisfitException(
                    words.last().span(), "bool stands behind " + operator.shown(), "bool behind a comparison only");
        }
        if (words.takes("on") || words.takes("ignoring")) {
            words.labels();
            if (words.takes("group_left") || words.takes("group_right")) {
                if (SETS.contains(name)) {
                    throw new MisfitException(
                            words.last().span(),
                            words.last().shown() + " stands behind " + operator.shown(),
                            "a right side: sets match many with many");
                }
                if (words.peek().is("(")) {
                    words.labels();
                }
            }
        }
        while (words.takes("fill") || words.takes("fill_left") || words.takes("fill_right")) {
            words.expect("(");
            unary();
            words.expect(")");
        }
        return bool;
    }

    private Query unary() throws MisfitException {
        Token sign = words.peek();
        if (sign.isOperator("-") || sign.isOperator("+")) {
            words.next();
            deeper(sign);
            Query of = instant(binary(POWER));
            depth--;
            return new Query.Wrapped(
                    of,
                    sign.isOperator("-"),
                    new Span(sign.span().from(), of.span().to()));
        }
        return suffixes(primary());
    }

    private Query primary() throws MisfitException {
        Token token = words.next();
        return switch (token.kind()) {
            case NUMBER -> new Query.Scalar(number(token.text()), token.span());
            case DURATION -> new Query.Scalar(duration(token).toMillis() / 1000.0, token.span());
            case STRING -> new Query.Text(token.span());
            case IDENTIFIER -> named(token);
            default -> bracketed(token);
        };
    }

    private Query bracketed(Token token) throws MisfitException {
        if (token.is("(")) {
            deeper(token);
            Query inner = binary(0);
            words.close(token, ")");
            depth--;
            return new Query.Wrapped(inner, false, words.since(token));
        } else if (token.is("{")) {
            return series("", token, token);
        }
        throw new MisfitException(token.span(), "a value is missing before " + token.shown(), VALUE);
    }

    private Query named(Token token) throws MisfitException {
        String name = token.text().toLowerCase(Locale.ROOT);
        Token next = words.peek();
        if (AGGREGATIONS.contains(name) && (next.is("(") || isGrouping(next))) {
            return aggregation(token, name);
        } else if (next.is("(")) {
            return new Query.Call(token.text(), rangesFit(token, arguments()), words.since(token));
        } else if (next.is("{")) {
            return series(token.text(), token, words.next());
        } else if (name.equals("inf") || name.equals("nan")) {
            return new Query.Scalar(name.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN, token.span());
        } else if (SETS.contains(name) || name.equals("bool")) {
            throw new MisfitException(token.span(), "a value is missing before " + token.shown(), VALUE);
        }
        return new Query.Series(token.text(), now(token.span()), token.span());
    }

    private Query aggregation(Token token, String name) throws MisfitException {
        boolean grouped = grouping();
        List<Query> arguments = arguments();
        if (!grouped) {
            grouping();
        }
        if (arguments.isEmpty()) {
            throw new MisfitException(words.since(token), token.text() + " has nothing to aggregate", VALUE);
        }
        for (Query argument : arguments) {
            instant(argument);
        }
        return new Query.Aggregate(name, arguments, words.since(token));
    }

    private static boolean isGrouping(Token token) {
        return token.kind() == Token.Kind.IDENTIFIER
                && GROUPINGS.contains(token.text().toLowerCase(Locale.ROOT));
    }

    private boolean grouping() throws MisfitException {
        if (!isGrouping(words.peek())) {
            return false;
        }
        words.next();
        words.labels();
        return true;
    }

    private List<Query> arguments() throws MisfitException {
        Token open = words.next();
        if (!open.is("(")) {
            throw new MisfitException(open.span(), open.shown() + " stands where arguments begin", "(");
        }
        deeper(open);
        List<Query> arguments = new ArrayList<>();
        if (!words.peek().is(")")) {
            arguments.add(binary(0));
            while (words.peek().is(",")) {
                words.next();
                arguments.add(binary(0));
            }
        }
        words.close(open, ")");
        depth--;
        return arguments;
    }

    /** A rate of an instant is the commonest mistake in PromQL. */
    private static List<Query> rangesFit(Token function, List<Query> arguments) throws MisfitException {
        String name = function.text();
        boolean ofRange = OF_RANGES.contains(name) || name.endsWith("_over_time");
        if (ofRange && arguments.stream().noneMatch(Parser::isRange)) {
            throw new MisfitException(
                    arguments.isEmpty()
                            ? function.span()
                            : arguments.get(arguments.size() - 1).span(),
                    name + " is taken of an instant",
                    "a range, such as [5m] behind the series");
        }
        return arguments;
    }

    private Query series(String name, Token first, Token open) throws MisfitException {
        boolean selects = words.matchers(open) || !name.isEmpty();
        Span span = words.since(first);
        if (!selects) {
            throw new MisfitException(
                    span,
                    "this selects every series there is",
                    "a metric, or a matcher that the empty text does not pass");
        }
        return new Query.Series(name, now(span), span);
    }

    /** Ranges, offsets and instants behind a value. */
    private Query suffixes(Query start) throws MisfitException {
        Query query = start;
        boolean moved = false;
        while (true) {
            Token next = words.peek();
            if (next.is("[")) {
                query = range(query, words.next());
                moved = false;
            } else if (words.takes("offset")) {
                if (moved) {
                    throw new MisfitException(words.last().span(), "offset stands here twice", "one offset");
                }
                query = earlier(query, words.last());
                moved = true;
            } else if (next.is("@")) {
                words.next();
                instantOf();
            } else if (!words.takes("anchored") && !words.takes("smoothed")) {
                return query;
            }
        }
    }

    private Query range(Query of, Token open) throws MisfitException {
        Words.Range range = words.range(open);
        Span behind = words.since(open);
        Span whole = new Span(of.span().from(), behind.to());
        Optional<Duration> length =
                range.length().isPresent() ? Optional.of(duration(range.length().get())) : Optional.empty();
        if (length.filter(Duration::isZero).isPresent()) {
            throw new MisfitException(behind, "the range is no time at all", "a range over 0s");
        }
        Query.Reach reach = new Query.Reach(length, true, Duration.ZERO, behind);
        if (range.subquery()) {
            return new Query.Subquery(instant(of), reach, whole);
        } else if (of instanceof Query.Series series && !series.reach().ranged()) {
            return new Query.Series(series.name(), reach, whole);
        }
        throw new MisfitException(
                behind,
                "a range stands behind what is no series",
                "a range behind a series; of anything else a subquery, such as [1h:]");
    }

    private Query earlier(Query of, Token offset) throws MisfitException {
        boolean later = words.peek().isOperator("-");
        if (later || words.peek().isOperator("+")) {
            words.next();
        }
        Query by = primary();
        Duration length =
                by instanceof Query.Scalar scalar ? Duration.ofMillis((long) (scalar.value() * 1000)) : Duration.ZERO;
        Duration signed = later ? length.negated() : length;
        Span whole = new Span(of.span().from(), words.last().span().to());
        if (of instanceof Query.Series series) {
            Query.Reach reach = series.reach();
            return new Query.Series(
                    series.name(), new Query.Reach(reach.range(), reach.ranged(), signed, reach.span()), whole);
        } else if (of instanceof Query.Subquery subquery) {
            Query.Reach reach = subquery.reach();
            return new Query.Subquery(subquery.of(), new Query.Reach(reach.range(), true, signed, reach.span()), whole);
        }
        throw new MisfitException(
                offset.span(), "offset stands behind what is no series", "offset behind a series or a subquery");
    }

    private void instantOf() throws MisfitException {
        if (words.peek().isOperator("-") || words.peek().isOperator("+")) {
            words.next();
        }
        Token at = words.peek();
        Query instant = primary();
        boolean fits = instant instanceof Query.Scalar || instant instanceof Query.Call;
        if (!fits) {
            throw new MisfitException(at.span(), at.shown() + " is no instant", "a Unix time, start() or end()");
        }
    }

    private static boolean isRange(Query query) {
        if (query instanceof Query.Wrapped wrapped) {
            return isRange(wrapped.of());
        }
        return query instanceof Query.Subquery
                || (query instanceof Query.Series series && series.reach().ranged());
    }

    private static Query instant(Query query) throws MisfitException {
        if (isRange(query)) {
            throw new MisfitException(
                    query.span(), "a range stands where one value is needed", "a function around it, such as rate(…)");
        }
        return query;
    }

    private static Query.Reach now(Span span) {
        return new Query.Reach(Optional.empty(), false, Duration.ZERO, span);
    }

    private void deeper(Token token) throws MisfitException {
        if (++depth > DEEPEST) {
            throw new MisfitException(
                    token.span(), "this is nested more than " + DEEPEST + " levels deep", "a flatter query");
        }
    }

    private static Duration duration(Token token) throws MisfitException {
        if (token.kind() == Token.Kind.NUMBER) {
            double seconds = Math.min(number(token.text()), Integer.MAX_VALUE);
            return Duration.ofMillis(Math.round(seconds * 1000));
        }
        return Durations.parse(token.text())
                .orElseThrow(() -> new MisfitException(token.span(), token.shown() + " is too long", "a duration"));
    }

    private static double number(String text) {
        String digits = text.replace("_", "");
        return digits.startsWith("0x") || digits.startsWith("0X")
                ? new BigInteger("0" + digits.substring(2), 16).doubleValue()
                : Double.parseDouble(digits);
    }
}
