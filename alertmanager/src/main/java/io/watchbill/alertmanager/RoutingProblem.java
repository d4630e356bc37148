package io.watchbill.alertmanager;

/**
 * Something of a specification that Alertmanager cannot do as asked.
 *
 * @param specPath the place in the specification, as a JSON pointer
 * @param message what is wrong, what was expected and how to mend it
 */
public record RoutingProblem(String system, String specPath, Kind kind, String message) {

    /** How bad it is. */
    public enum Kind {
        /** Nothing may be generated. */
        REFUSED,
        /** The configuration works, but not as its reader may think. */
        LESSENED,
        /** The target's version has a fault that the configuration cannot avoid. */
        FAULT
    }

    /** A problem that is no fault of Alertmanager's. */
    public RoutingProblem(String system, String specPath, boolean error, String message) {
        this(system, specPath, error ? Kind.REFUSED : Kind.LESSENED, message);
    }

    /** Whether nothing may be generated. */
    public boolean error() {
        return kind == Kind.REFUSED;
    }
}
