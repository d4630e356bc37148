package io.watchbill.incidents.record;

import java.time.Instant;

/**
 * A silence of Alertmanager.
 *
 * @param by who set it
 * @param comment why; may be empty
 */
public record Silence(String id, String by, String comment, Instant from, Instant until) {}
