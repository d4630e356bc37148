package io.watchbill.alertmanager.base;

import io.watchbill.alertmanager.RoutingProblem;

/**
 * Something of a base file that does not go together with the generated routes, or that the target's version does wrong.
 *
 * @param place file, line and column
 * @param message what is wrong, what was expected and how to mend it
 */
public record BaseProblem(String place, RoutingProblem.Kind kind, String message) {}
