package io.watchbill.profiler;

/**
 * Something that was concluded from data.
 *
 * @param value  the conclusion
 * @param reason how sure it is, and why: a comment for whoever checks it
 */
record Guess<T>(T value, String reason) {}
