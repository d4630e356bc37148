package io.watchbill.cli;

/** How a command's result is printed. */
enum Format {
    /** For people. */
    TEXT,
    /** For programs: one JSON document on standard output. */
    JSON
}
