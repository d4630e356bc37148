package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    void aLineThatIsStillTooLongBreaksAtTheNextOperator() {
        String ratio = "sum(rate(ml_requests_total{model=\"flight_delay\", outcome=\"error\"}[5m]))";
        String total = "sum(rate(ml_requests_total{model=\"flight_delay\"}[5m]))";

        assertThat(ExpressionLayout.of(ratio + " / " + total + " > 0.02 and on () " + total + " > 1"))
                .isEqualTo(ratio + "\n      / " + total + "\n    > 0.02\n  and on () " + total + " > 1");
    }

    @Test
    void stringsWithQuotesAndBracketsAreNotTornApart() {
        String selector = "x{a=\"\\\" and ) ] }\", b='\" or ', c=`\\`, " + "d=\"" + "y".repeat(80) + "\"}";

        assertThat(ExpressionLayout.of(selector)).isEqualTo(selector);
    }

    @Test
    void linesWrittenByAPersonStay() {
        assertThat(ExpressionLayout.of("a\n  and b")).isEqualTo("a\n  and b");
    }
}
