package io.watchbill.spec;

import java.math.BigDecimal;

/**
 * An A/B comparison with traffic that the model does not serve.
 *
 * @param arm the {@code arm} of those observations
 * @param share its planned share of the traffic, over 0, under 1
 * @param difference the least difference that matters
 */
public record Holdout(String arm, BigDecimal share, BigDecimal difference) {
    public static final BigDecimal DEFAULT_DIFFERENCE = new BigDecimal("0.02");
}
