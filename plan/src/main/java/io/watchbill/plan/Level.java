package io.watchbill.plan;

/** Which threshold of a pair an alert stands for. */
public enum Level {
    WARNING,
    CRITICAL,
    /** There is no pair. */
    SINGLE
}
