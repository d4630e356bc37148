package io.watchbill.spec.condition;

import io.watchbill.spec.finding.Span;
import java.time.Duration;

/**
 * {@code BOUND [for D]}, as key metrics write their warning and critical.
 *
 * @param span where the bound stands in the text
 */
public record ParsedThreshold(Bound bound, Duration holdFor, Span span) {}
