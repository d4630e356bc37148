package io.watchbill.engine.decode;

/**
 * A line that was not taken.
 *
 * @param line its number in the body, from 1; in a JSON array, the element's number
 * @param result what it is counted as
 * @param reason what was expected, for the sender; never a value from the line
 */
public record Rejection(int line, IngestResult result, String reason) {}
