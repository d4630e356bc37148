package io.watchbill.plan.promql;

/** How tightly PromQL's operators bind, loosest first. */
public enum Precedence {
    /** Text that a person wrote: anything may be its outermost operator. */
    UNKNOWN,
    OR,
    AND,
    COMPARISON,
    SUM,
    PRODUCT,
    POWER,
    /** Literals, selectors, calls and whatever stands in parentheses. */
    ATOM;

    /** The next tighter level. */
    Precedence tighter() {
        return switch (this) {
            case UNKNOWN -> OR;
            case OR -> AND;
            case AND -> COMPARISON;
            case COMPARISON -> SUM;
            case SUM -> PRODUCT;
            case PRODUCT -> POWER;
            case POWER, ATOM -> ATOM;
        };
    }
}
