package io.watchbill.cli.compile;

import io.watchbill.rules.kubernetes.ScrapeAccess;

/** How Prometheus is told what to scrape and which rules to evaluate. */
public sealed interface Platform {

    /** By files. */
    record Files() implements Platform {}

    /** By resources of the Prometheus operator, beside the files that the tests of the rules read. */
    record Operator(ScrapeAccess access) implements Platform {}
}
