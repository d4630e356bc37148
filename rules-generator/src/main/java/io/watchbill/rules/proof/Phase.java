package io.watchbill.rules.proof;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A stretch of a test in which events come at one rate and one share of them is bad.
 *
 * @param perSecond events a second
 */
record Phase(Duration length, BigDecimal badShare, BigDecimal perSecond) {

    /** What a busy service has. */
    static final BigDecimal BUSY = BigDecimal.valueOf(100);

    static Phase busy(Duration length, BigDecimal badShare) {
        return new Phase(length, badShare, BUSY);
    }

    static Phase healthy(Duration length) {
        return busy(length, BigDecimal.ZERO);
    }
}
