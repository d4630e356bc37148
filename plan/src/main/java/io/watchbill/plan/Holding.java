package io.watchbill.plan;

import io.watchbill.plan.promql.Expression;

/** Which alerts go on although their condition does not hold: missing data resolves nothing. */
interface Holding {

    /**
     * Those of them that go on.
     *
     * @param fired alerts that fired at the evaluation before
     */
    Expression of(Expression fired);
}
