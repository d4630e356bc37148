package io.watchbill.spec.condition;

import java.math.BigDecimal;

/** What a value is held against. */
public sealed interface Bound {
    /** The form in a specification, with the quantities as written. */
    String text();

    /** Whether a value, in the metric's unit, satisfies the bound. */
    boolean holds(BigDecimal value);

    /** {@code < 5}. */
    record Comparison(Operator operator, Quantity limit) implements Bound {
        @Override
        public String text() {
            return operator.text() + " " + limit.text();
        }

        @Override
        public boolean holds(BigDecimal value) {
            return operator.holds(value.compareTo(limit.value()));
        }
    }

    /** {@code outside 1.5%..5%}: below the first or above the second. */
    record Outside(Quantity low, Quantity high) implements Bound {
        @Override
        public String text() {
            return "outside " + low.text() + ".." + high.text();
        }

        @Override
        public boolean holds(BigDecimal value) {
            return value.compareTo(low.value()) < 0 || value.compareTo(high.value()) > 0;
        }
    }

    /** {@code 2%..4%}, both ends included; only a normal range is written so. */
    record Within(Quantity low, Quantity high) implements Bound {
        @Override
        public String text() {
            return low.text() + ".." + high.text();
        }

        @Override
        public boolean holds(BigDecimal value) {
            return value.compareTo(low.value()) >= 0 && value.compareTo(high.value()) <= 0;
        }
    }
}
