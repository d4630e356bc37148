package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionLayoutTest {

    @Test
    void aShortExpressionStaysOnItsLine() {
        assertThat(ExpressionLayout.of("up == 0 and on (job) x")).isEqualTo("up == 0 and on (job) x");
    }

    @Test
    void aLongExpressionBreaksAtItsLoosestOutermostOperator() {
        String left = "(ml_drift_psi{column=\"a and b\", kind=\"feature\", model=\"m\", window=\"24h\"} > 0.25)";
        String right = "ml_drift_verdict{kind=\"feature\", model=\"m\", window=\"24h\"}";

        assertThat(ExpressionLayout.of(left + " and on (model, column) " + right))
                .isEqualTo(left + "\n  and on (model, column) " + right);
    }

    @Test
    void everyOperandOfOneLevelHasItsLine() {
        String first = "x".repeat(60);
        String second = "y".repeat(60);

        assertThat(ExpressionLayout.of(first + " or " + second + " or z or 1"))
                .isEqualTo(first + "\n  or " + second + "\n  or z\n  or 1");
    }

    @Test
    void aLineThatIsStillTooLongBreaksAtTheNextOperator() {
        String ratio = "sum(rate(ml_requests_total{model=\"flight_delay\", outcome=\"error\"}[5m]))";
        String total = "sum(rate(ml_requests_total{model=\"flight_delay\"}[5m]))";

        assertThat(ExpressionLayout.of(ratio + " / " + total + " > 0.02 and on () " + total + " > 1"))
                .isEqualTo(ratio + "\n      / " + total + "\n    > 0.02\n  and on () " + total + " > 1");
    }

    @Test
    void aLineMayBeAHundredWide() {
        String long91 = "x".repeat(91);

        assertThat(ExpressionLayout.of(long91 + " or abcde")).isEqualTo(long91 + " or abcde");
        assertThat(ExpressionLayout.of(long91 + " or abcdef")).isEqualTo(long91 + "\n  or abcdef");
    }

    /** The second line begins with two blanks, so that 98 are left. */
    @Test
    void theIndentCountsToTheWidth() {
        String second = "y".repeat(87);

        assertThat(ExpressionLayout.of("xxxxx or " + second + " > 12345"))
                .isEqualTo("xxxxx\n  or " + second + " > 12345");
        assertThat(ExpressionLayout.of("xxxxx or " + second + " > 123456"))
                .isEqualTo("xxxxx\n  or " + second + "\n    > 123456");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(@)",
                "x[@]",
                "x{@}",
                "f(g(x)@)",
                "f(x{a=\"b\"}@)",
                "\"@\"",
                "'@'",
                "`@`",
                "\"\\\"@\"",
                "'\\'@'",
                "\"(\" + f(@)",
                "f(')'@)",
                "f(\"\\\\\"@)",
                "f(`)\\`@)"
            })
    void whatStandsInBracketsOrStringsHasNoOutermostOperator(String form) {
        String operand = "z".repeat(60);
        String nested = form.replace("@", operand + " or " + operand);

        assertThat(ExpressionLayout.of(nested + " or up"))
                .startsWith(nested.replace(" + f", "\n    + f"))
                .endsWith("\n  or up");
    }

    @Test
    void stringsWithQuotesAndBracketsAreNotTornApart() {
        String selector = "x{a=\"\\\" and ) ] }\", b='\" or ', c=`\\`, " + "d=\"" + "y".repeat(80) + "\"}";

        assertThat(ExpressionLayout.of(selector)).isEqualTo(selector);
    }

    @Test
    void linesWrittenByAPersonStay() {
        assertThat(ExpressionLayout.of("a\n  and b")).isEqualTo("a\n  and b");
        String below = "\n" + "x".repeat(60) + " or " + "y".repeat(60);
        assertThat(ExpressionLayout.of(below)).isEqualTo(below);
    }
}
