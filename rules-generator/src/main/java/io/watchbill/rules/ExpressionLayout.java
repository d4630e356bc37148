package io.watchbill.rules;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Breaks a long expression into lines at its outermost operators, loosest first, so that a review shows one operand a
 * line. Only white space changes, never inside strings or brackets.
 */
final class ExpressionLayout {

    /** Under this an expression stays on its line. */
    static final int WIDTH = 100;

    private static final String STEP = "  ";

    /** What operators between spaces bind like: the loosest least. */
    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            entry("or", 0),
            entry("and", 1),
            entry("unless", 1),
            entry("==", 2),
            entry("!=", 2),
            entry("<=", 2),
            entry(">=", 2),
            entry("<", 2),
            entry(">", 2),
            entry("+", 3),
            entry("-", 3),
            entry("*", 4),
            entry("/", 4),
            entry("%", 4));

    private ExpressionLayout() {}

    /** The expression on one line or several; text that somebody wrote on several stays as it is. */
    static String of(String expression) {
        if (expression.indexOf('\n') >= 0) {
            return expression;
        }
        List<String> lines = new ArrayList<>();
        layOut(expression, "", STEP, lines);
        return String.join("\n", lines);
    }

    /** Lays out {@code expression} from {@code indent} on; lines after its first begin at {@code hanging}. */
    private static void layOut(String expression, String indent, String hanging, List<String> lines) {
        if (indent.length() + expression.length() > WIDTH) {
            List<String> operands = split(expression);
            if (operands.size() > 1) {
                for (int i = 0; i < operands.size(); i++) {
                    layOut(operands.get(i), i == 0 ? indent : hanging, hanging + STEP, lines);
                }
                return;
            }
        }
        lines.add(indent + expression);
    }

    /** The operands of the outermost operators that bind loosest, each but the first behind its operator. */
    private static List<String> split(String expression) {
        String outermost = blankNested(expression);
        List<Integer> starts = new ArrayList<>();
        int loosest = Integer.MAX_VALUE;
        int next;
        for (int start = outermost.indexOf(' '); start != -1; start = next) {
            next = outermost.indexOf(' ', start + 1);
            Integer level = next == -1 ? null : LEVELS.get(outermost.substring(start + 1, next));
            if (level == null || level > loosest) {
                continue;
            }
            if (level < loosest) {
                loosest = level;
                starts.clear();
            }
            starts.add(start);
        }
        List<String> operands = new ArrayList<>();
        int from = 0;
        for (int start : starts) {
            operands.add(expression.substring(from, start));
            from = start + 1;
        }
        operands.add(expression.substring(from));
        return operands;
    }

    /** The expression with everything in strings and brackets replaced, character by character. */
    private static String blankNested(String expression) {
        StringBuilder outermost = new StringBuilder(expression.length());
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            boolean nested = depth > 0 || quote != 0;
            if (quote != 0) {
                if (c == '\\' && quote != '`') {
                    outermost.append('_');
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
            outermost.append(nested ? '_' : c);
        }
        return outermost.toString();
    }
}
