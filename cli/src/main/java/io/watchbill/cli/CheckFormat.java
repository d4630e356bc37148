package io.watchbill.cli;

/** How {@code watchbill check} prints what it found. */
enum CheckFormat {
    /** For people, as compilers do. */
    TEXT,
    /** One JSON document. */
    JSON,
    /** SARIF 2.1.0, for code hosts and editors. */
    SARIF,
    /** Workflow commands, for GitHub Actions. */
    GITHUB,
    /** JUnit's XML, for build servers. */
    JUNIT
}
