package io.watchbill.alertmanager;

/**
 * Something of a specification that Alertmanager cannot do as asked.
 *
 * @param specPath the place in the specification, as a JSON pointer
 * @param error whether nothing may be generated; otherwise the configuration works, but not as its reader may think
 * @param message what is wrong, what was expected and how to mend it
 */
public record RoutingProblem(String system, String specPath, boolean error, String message) {}
