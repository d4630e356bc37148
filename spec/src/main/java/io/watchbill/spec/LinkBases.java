package io.watchbill.spec;

import java.net.URI;
import java.util.Optional;

/**
 * Absolute http(s) addresses under which annotations, dashboards and runbooks find each other; none ends in a slash.
 *
 * @param runbooks where the folder of Markdown runbooks is published
 * @param site where the pages of {@code compile --site} are published; given both, annotations lead here
 */
public record LinkBases(Optional<URI> dashboards, Optional<URI> runbooks, Optional<URI> site, Optional<URI> logs) {}
