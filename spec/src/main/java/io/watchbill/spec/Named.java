package io.watchbill.spec;

/** An enum constant that is written in a specification as {@link #text()}. */
public interface Named {
    /** The word in the specification, lower case with dashes. */
    String text();
}
