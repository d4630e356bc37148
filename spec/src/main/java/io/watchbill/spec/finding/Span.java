package io.watchbill.spec.finding;

/**
 * Part of a text, by UTF-16 index.
 *
 * @param from included
 * @param to excluded
 */
public record Span(int from, int to) {}
