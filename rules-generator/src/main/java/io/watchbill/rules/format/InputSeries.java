package io.watchbill.rules.format;

/**
 * One series of a test.
 *
 * @param series name and labels as PromQL writes them
 * @param values promtool's notation: {@code 0x10} (eleven zeros), {@code 1+2x3}, {@code _x5} (five times nothing), {@code stale}
 */
public record InputSeries(String series, String values) {}
