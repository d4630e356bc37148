package io.watchbill.plan.promql;

import java.util.List;

/**
 * Which elements of two vectors belong together.
 *
 * @param labels the labels that must agree; empty with {@code ALL}
 * @param carried labels that the many side takes from the one side
 */
public record Matching(Kind kind, List<String> labels, boolean groupLeft, List<String> carried) {

    /** Every label must agree. */
    public static final Matching ALL = new Matching(Kind.ALL, List.of(), false, List.of());

    public Matching {
        labels = List.copyOf(labels);
        carried = List.copyOf(carried);
    }

    /** The named labels must agree. */
    public static Matching on(List<String> labels) {
        return new Matching(Kind.ON, labels, false, List.of());
    }

    /** All labels but the named ones must agree. */
    public static Matching ignoring(List<String> labels) {
        return new Matching(Kind.IGNORING, labels, false, List.of());
    }

    /** Several elements of the left side may match one of the right side, whose named labels they take. */
    public Matching carrying(String... newCarried) {
        return new Matching(kind, labels, true, List.of(newCarried));
    }

    String text() {
        String match =
                kind == Kind.ALL ? "" : (kind == Kind.ON ? " on (" : " ignoring (") + String.join(", ", labels) + ")";
        return match + (groupLeft ? " group_left (" + String.join(", ", carried) + ")" : "");
    }

    /** How {@link #labels} are meant. */
    public enum Kind {
        ALL,
        ON,
        IGNORING
    }
}
