package io.watchbill.dashboards.lint;

import io.watchbill.dashboards.Substitution;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.promql.Query;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Just enough reading of PromQL with Grafana's variables in it to say which series it asks for, with which labels and
 * variables, and which labels the answer has. Whether it is PromQL at all is for {@link Query} to say.
 */
final class Promql {

    private static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "count",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "quantile",
            "count_values",
            "limitk",
            "limit_ratio");
    static final Set<String> GROUPINGS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> EXTREMES = Set.of("max", "min");
    /** Which exporters are meant. */
    private static final String OWNERS = " and " + MetricFamilies.SPEC.name() + " \\{[^}]*\\}";

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan", "start", "end");
    private static final Set<String> NEW_LABELS = Set.of("label_replace", "label_join", "count_values", "without");

    /** An open bracket: the function or aggregation before it, and the labels that an aggregation keeps. */
    private record Opened(String call, Optional<Set<String>> kept) {
        boolean aggregates() {
            return AGGREGATIONS.contains(call);
        }
    }

    /**
     * A selector.
     *
     * @param series its name; empty where only braces say which
     * @param matchers as they stand, such as {@code job=~"$job"}
     * @param range what stands in the square brackets behind it
     * @param calls the functions and aggregations around it, the innermost first
     */
    record Asked(String series, List<String> matchers, Optional<String> range, List<String> calls) {
        Asked {
            matchers = List.copyOf(matchers);
            calls = List.copyOf(calls);
        }
    }

    private final List<PromqlToken> tokens;
    private final List<Asked> asked = new ArrayList<>();
    private Optional<Set<String>> labels = Optional.empty();

    private Promql(List<PromqlToken> tokens) {
        this.tokens = tokens;
    }

    static Promql of(String text) {
        List<PromqlToken> spoken = PromqlToken.all(text).stream()
                .filter(token -> token.kind() != PromqlToken.Kind.SPACE && token.kind() != PromqlToken.Kind.COMMENT)
                .toList();
        Promql promql = new Promql(spoken);
        promql.read();
        return promql;
    }

    /** Every selector, in the order of the text. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The text without spaces that mean nothing, so that two layouts of one expression are equal. */
    String bare() {
        return PromqlToken.bare(tokens);
    }

    /**
     * What is asked for, whichever of several stands for all: without the greatest and the least, without groups, brackets, and
     * whose it is. What an alert compares and what a panel draws are one quantity where these are equal.
     */
    String core() {
        List<PromqlToken> rest = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            PromqlToken token = tokens.get(at);
            if (GROUPINGS.contains(token.lower()) && isAt(at + 1, "(")) {
                at = after(at + 1, ")") - 1;
            } else if (!EXTREMES.contains(token.lower()) && !token.is("(") && !token.is(")")) {
                rest.add(token);
            }
        }
        return PromqlToken.bare(rest).replaceAll(OWNERS, "");
    }

    /** Whether a text is a part of it, whatever its layout. */
    boolean holds(String text) {
        return (" " + bare() + " ").contains(" " + of(text).bare() + " ");
    }

    /** Every comparison with a number. */
    List<Comparison> comparisons() {
        return Comparison.in(tokens);
    }

    /** Whether the value is a part of what is asked for that is not compared with a number at once. */
    boolean draws(String value) {
        return Pattern.compile(
                        "(?<=^| )" + Pattern.quote(value) + "(?= |$)(?! (?:<|<=|>|>=|==|!=) (?:bool )?(?:- )?[0-9])")
                .matcher(bare())
                .find();
    }

    /** The labels of the result that can be told from the text: those that the outermost aggregation keeps. */
    Optional<Set<String>> labels() {
        return labels;
    }

    /** Why no Prometheus takes the text, whatever its variables, which are these, stand for. */
    static Optional<String> misfit(String text, Set<String> variables) {
        try {
            Query.parse(Substitution.example(text, variables::contains));
            return Optional.empty();
        } catch (MisfitException misfit) {
            return Optional.of(misfit.getMessage() + ", instead of " + misfit.expected());
        }
    }

    /** What no query can be: brackets that do not close, text that never ends, signs of no meaning, nothing at all. */
    Optional<String> nonsense() {
        if (tokens.isEmpty()) {
            return Optional.of("is empty");
        }
        Deque<String> open = new ArrayDeque<>();
        for (PromqlToken token : tokens) {
            if (token.kind() == PromqlToken.Kind.OTHER) {
                return Optional.of("holds " + token.text() + ", which PromQL does not know or which is never closed");
            }
            if (token.kind() != PromqlToken.Kind.SIGN) {
                continue;
            }
            switch (token.text()) {
                case "(" -> open.push(")");
                case "{" -> open.push("}");
                case "[" -> open.push("]");
                case ")", "}", "]" -> {
                    if (open.isEmpty() || !open.pop().equals(token.text())) {
                        return Optional.of("closes a bracket with " + token.text() + " that was not opened so");
                    }
                }
                default -> {}
            }
        }
        return open.isEmpty() ? Optional.empty() : Optional.of("lacks a closing " + open.peek());
    }

    private void read() {
        Deque<Opened> open = new ArrayDeque<>();
        int at = 0;
        while (at < tokens.size()) {
            PromqlToken token = tokens.get(at);
            if (token.kind() == PromqlToken.Kind.WORD && GROUPINGS.contains(token.lower()) && isAt(at + 1, "(")) {
                at = after(at + 1, ")");
            } else if (token.kind() == PromqlToken.Kind.WORD
                    && !WORDS.contains(token.lower())
                    && !GROUPINGS.contains(token.lower())) {
                at = word(at, open);
            } else if (token.is("{")) {
                at = selector(at, "", open);
            } else {
                if (token.is("(")) {
                    open.push(new Opened("", Optional.empty()));
                } else if (token.is(")") && !open.isEmpty()) {
                    open.pop();
                }
                at++;
            }
        }
        if (tokens.stream().anyMatch(token -> token.is("or") || NEW_LABELS.contains(token.lower()))
                || (bare().contains("group_left ( ") && !bare().contains("group_left ( )"))) {
            labels = Optional.empty();
        }
    }

    /** A name: of a function, of an aggregation, or of series. */
    private int word(int at, Deque<Opened> open) {
        PromqlToken token = tokens.get(at);
        String name = token.text();
        if (isAt(at + 1, "(")) {
            open.push(new Opened(name, kept(name, after(at + 1, ")"))));
            return at + 2;
        }
        boolean grouped = AGGREGATIONS.contains(name)
                && at + 1 < tokens.size()
                && (tokens.get(at + 1).is("by") || tokens.get(at + 1).is("without"));
        if (grouped) {
            int behind = after(at + 2, ")");
            if (isAt(behind, "(")) {
                open.push(new Opened(name, keptBy(at + 1)));
                return behind + 1;
            }
            return behind;
        }
        return selector(at, name, open);
    }

    /** What an aggregation keeps whose grouping, if there is one, stands behind its brackets. */
    private Optional<Set<String>> kept(String name, int behind) {
        if (!AGGREGATIONS.contains(name)) {
            return Optional.empty();
        }
        if (behind < tokens.size()
                && (tokens.get(behind).is("by") || tokens.get(behind).is("without"))) {
            return keptBy(behind);
        }
        return name.equals("topk") || name.equals("bottomk") || name.startsWith("limit")
                ? Optional.empty()
                : Optional.of(Set.of());
    }

    private Optional<Set<String>> keptBy(int grouping) {
        if (tokens.get(grouping).is("without")) {
            return Optional.empty();
        }
        return Optional.of(tokens.subList(grouping + 1, Math.min(tokens.size(), after(grouping + 1, ")"))).stream()
                .filter(token -> token.kind() == PromqlToken.Kind.WORD)
                .map(PromqlToken::text)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private int selector(int at, String series, Deque<Opened> open) {
        int next = series.isEmpty() ? at : at + 1;
        List<String> matchers = new ArrayList<>();
        if (isAt(next, "{")) {
            int end = after(next, "}");
            StringBuilder matcher = new StringBuilder();
            for (PromqlToken token : tokens.subList(next + 1, Math.max(next + 1, end - 1))) {
                if (token.is(",")) {
                    matchers.add(matcher.toString());
                    matcher.setLength(0);
                } else {
                    matcher.append(token.text());
                }
            }
            if (!matcher.isEmpty()) {
                matchers.add(matcher.toString());
            }
            next = end;
        }
        Optional<String> range = Optional.empty();
        if (isAt(next, "[")) {
            int end = after(next, "]");
            range = Optional.of(tokens.subList(next + 1, Math.max(next + 1, end - 1)).stream()
                    .map(PromqlToken::text)
                    .collect(Collectors.joining()));
            next = end;
        }
        if (asked.isEmpty()) {
            labels = resultOf(open);
        }
        asked.add(new Asked(
                series,
                matchers,
                range,
                open.stream().map(Opened::call).filter(call -> !call.isEmpty()).toList()));
        return next;
    }

    private static Optional<Set<String>> resultOf(Deque<Opened> open) {
        Optional<Set<String>> outermost = Optional.empty();
        boolean quantile = false;
        for (Opened opened : open) {
            if (opened.aggregates()) {
                outermost = opened.kept();
                quantile = false;
            }
            quantile |= opened.call().equals("histogram_quantile");
        }
        boolean withoutBuckets = quantile;
        return outermost.map(kept -> kept.stream()
                .filter(label -> !withoutBuckets || !label.equals("le"))
                .collect(Collectors.toUnmodifiableSet()));
    }

    private boolean isAt(int at, String sign) {
        return at < tokens.size() && tokens.get(at).is(sign);
    }

    /** The place behind the bracket that closes the one at {@code at}; the end where none does. */
    private int after(int at, String close) {
        String opening = at < tokens.size() ? tokens.get(at).text() : "";
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            if (tokens.get(i).is(opening)) {
                depth++;
            } else if (tokens.get(i).is(close) && --depth == 0) {
                return i + 1;
            }
        }
        return tokens.size();
    }
}
