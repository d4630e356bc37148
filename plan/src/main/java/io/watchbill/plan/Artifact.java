package io.watchbill.plan;

/**
 * A file that a generator made.
 *
 * @param path relative to the output folder, with forward slashes
 * @param content the whole file
 */
public record Artifact(String path, String content) {}
