package io.watchbill.spec;

import java.math.BigDecimal;

/**
 * A score that arrives beside predictions, such as groundedness.
 *
 * @param minimum the lowest value it can have
 * @param maximum the highest value it can have
 */
public record QualityScore(String name, BigDecimal minimum, BigDecimal maximum, Worse worse) {}
