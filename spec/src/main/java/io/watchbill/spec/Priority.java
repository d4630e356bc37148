package io.watchbill.spec;

/** The four severity levels, most urgent first. */
public enum Priority {
    P1,
    P2,
    P3,
    P4
}
