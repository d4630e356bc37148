package io.watchbill.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks a long expression into lines at its outermost operators, loosest first, so that a review shows one operand a
 * line. Only white space changes, never inside strings or brackets.
 */
final class ExpressionLayout {

    /** Under this an expression stays on its line. */
    static final int WIDTH = 100;

    private static final String STEP = "  ";

    /** Operators with a group for each level, in the order in which they bind, loosest first. The space behind may be another's, too. */
    private static final Pattern OPERATOR =
            Pattern.compile(" (?:(or)|(and|unless)|(==|!=|<=|>=|<|>)|([-+])|([*/%]))(?= )");

    private static final int LEVELS = 5;

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
        Matcher operator = OPERATOR.matcher(blankNested(expression));
        List<Integer> starts = new ArrayList<>();
        int loosest = LEVELS;
        while (operator.find()) {
            int level = level(operator);
            if (level < loosest) {
                loosest = level;
                starts.clear();
            }
            if (level == loosest) {
                starts.add(operator.start());
            }
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

    private static int level(Matcher operator) {
        int level = 0;
        while (operator.start(level + 1) < 0) {
            level++;
        }
        return level;
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
