package io.watchbill.spec.finding;

/** What kind of thing is wrong. Each kind has a page or line in the documentation under its id. */
public interface Code {
    /** Such as {@code WB103}; never used again for something else. */
    String id();

    Severity severity();

    /** The kind in a few words. */
    String title();
}
