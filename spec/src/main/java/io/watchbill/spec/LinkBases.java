package io.watchbill.spec;

import java.net.URI;
import java.util.Optional;

/** Absolute http(s) addresses under which annotations, dashboards and runbooks find each other; none ends in a slash. */
public record LinkBases(Optional<URI> dashboards, Optional<URI> runbooks, Optional<URI> logs) {}
