package io.watchbill.cli.verify;

import java.time.Duration;

/**
 * What a tool said of a file.
 *
 * @param command as a person would type it in the folder
 * @param output the tool's own words, from both of its streams
 */
public record Verdict(String file, String checked, String command, boolean pass, Duration took, String output) {}
