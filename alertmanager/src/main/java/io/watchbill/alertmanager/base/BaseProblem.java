package io.watchbill.alertmanager.base;

import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.spec.finding.Location;

/**
 * Something of a base file that does not go together with the generated routes, or that the target's version does wrong.
 *
 * @param message what is wrong, what was expected and how to mend it
 */
public record BaseProblem(Location location, RoutingProblem.Kind kind, String message) {

    /** File, line and column. */
    public String place() {
        return location.text();
    }
}
