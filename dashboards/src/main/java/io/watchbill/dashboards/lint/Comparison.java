package io.watchbill.dashboards.lint;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A comparison of more or less with a number.
 *
 * @param value what is compared, as {@link Promql#bare} writes it
 */
record Comparison(String value, BigDecimal limit) {

    private static final Set<String> ORDERINGS = Set.of("<", "<=", ">", ">=");
    private static final Set<String> SET_OPERATORS = Set.of("and", "or", "unless");
    private static final Pattern DECIMAL = Pattern.compile("[0-9.]+(?:[eE][+-]?[0-9]+)?");

    /** What is compared, whatever stands for several: the greatest, the least, of whom. */
    String core() {
        return Promql.of(value).core();
    }

    /** Where what may be compared begins, and whether it stands in a divisor. */
    private record Operand(int from, boolean divides) {}

    /**
     * Every one, in the order of the text. What is compared inside a divisor only keeps it from being nought, and is none.
     *
     * @param tokens without spaces and comments
     */
    static List<Comparison> in(List<PromqlToken> tokens) {
        List<Comparison> found = new ArrayList<>();
        Deque<Operand> open = new ArrayDeque<>(List.of(new Operand(0, false)));
        for (int i = 0; i < tokens.size(); i++) {
            PromqlToken token = tokens.get(i);
            Operand operand = open.element();
            if (token.is("(") || token.is("{")) {
                open.push(new Operand(i + 1, i > 0 && tokens.get(i - 1).is("/")));
            } else if ((token.is(")") || token.is("}")) && open.size() > 1) {
                open.pop();
            } else if (endsOperand(token)) {
                open.pop();
                open.push(new Operand(behindMatching(tokens, i + 1), operand.divides()));
            } else if (ORDERINGS.contains(token.text()) && !operand.divides()) {
                String value = PromqlToken.bare(tokens.subList(operand.from(), i));
                number(tokens.subList(i + 1, tokens.size()))
                        .ifPresent(limit -> found.add(new Comparison(value, limit)));
            }
        }
        return List.copyOf(found);
    }

    private static boolean endsOperand(PromqlToken token) {
        return token.is(",") || SET_OPERATORS.contains(token.lower());
    }

    /** The place behind {@code on (…)}. */
    private static int behindMatching(List<PromqlToken> tokens, int at) {
        int behind = at;
        if (behind < tokens.size()
                && Promql.GROUPINGS.contains(tokens.get(behind).lower())) {
            while (behind < tokens.size() && !tokens.get(behind).is(")")) {
                behind++;
            }
            behind = Math.min(behind + 1, tokens.size());
        }
        return behind;
    }

    /** The number that is all of what stands at the right of a comparison. */
    private static Optional<BigDecimal> number(List<PromqlToken> right) {
        List<PromqlToken> rest = behind(right, "bool");
        boolean negative = !rest.isEmpty() && rest.get(0).is("-");
        rest = behind(rest, "-");
        boolean isNumber = !rest.isEmpty()
                && DECIMAL.matcher(rest.get(0).text()).matches()
                && (rest.size() == 1 || rest.get(1).is(")") || endsOperand(rest.get(1)));
        if (!isNumber) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(rest.get(0).text()).stripTrailingZeros();
        return Optional.of(negative ? number.negate() : number);
    }

    private static List<PromqlToken> behind(List<PromqlToken> tokens, String first) {
        return !tokens.isEmpty() && tokens.get(0).is(first) ? tokens.subList(1, tokens.size()) : tokens;
    }
}
