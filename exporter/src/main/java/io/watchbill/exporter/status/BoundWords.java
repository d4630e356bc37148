package io.watchbill.exporter.status;

import io.watchbill.engine.Bound;

/**
 * A bound in words.
 *
 * @param what is bounded, in the plural
 * @param dropped what becomes of what is over it: "they are …"
 * @param next what to do about it
 * @param fills whether being nearly full is a sign of trouble; otherwise only what was dropped is
 */
record BoundWords(String what, String dropped, String next, boolean fills) {
    private static final double NEAR = 0.9;

    /** Whether little room is left. */
    static boolean near(Bound bound) {
        return bound.maximum() > 0 && bound.share() >= NEAR;
    }

    /**
     * Of a bound by its name on the metrics page; one that is not known here is told by its name.
     *
     * @param durable whether there is a store
     */
    static BoundWords of(String name, boolean durable) {
        return switch (name) {
            case "join_entries" ->
                new BoundWords(
                        "predictions in memory that wait for their label",
                        durable ? "refused until others are on the disk" : "forgotten, the oldest first",
                        durable
                                ? "ask why the state is not saved in time; or raise --maximum-joins and the heap"
                                : "raise --maximum-joins, or keep the state on a disk with --data-dir",
                        true);
            case "waiting_events" ->
                new BoundWords(
                        "labels and business events that wait for their prediction",
                        "given up as orphans, the oldest first",
                        "ask whether predictions are sent at all, and with the same ids; or raise --maximum-waiting",
                        true);
            case "connections" ->
                new BoundWords(
                        "connections for events",
                        "closed at once",
                        "let senders keep fewer connections, or raise --maximum-connections",
                        true);
            case "bytes_in_flight" ->
                new BoundWords(
                        "bytes that are being taken in",
                        "answered 429, to be sent again",
                        "let senders send less at once, or raise --maximum-in-flight and the heap",
                        true);
            case "idempotency_keys" ->
                new BoundWords(
                        "remembered deliveries",
                        "forgotten, the oldest first (sent again, they count twice)",
                        "send larger bodies, or raise --maximum-keys",
                        true);
            case "streams" ->
                new BoundWords(
                        "files and partitions whose position is remembered",
                        "forgotten, those that were read longest ago first",
                        "raise --maximum-streams if more files and partitions than that are there",
                        false);
            case "closed_runs" ->
                new BoundWords(
                        "runs that are over and known by name",
                        "forgotten, the oldest first",
                        "raise --maximum-closed-runs if rows come for runs that were over long ago",
                        false);
            case "open_runs" ->
                new BoundWords(
                        "open runs",
                        "abandoned, the oldest first: their rows are in no window",
                        "let the batch job end its runs with a complete or failed event; or raise --maximum-open-runs",
                        false);
            case "versions", "classes", "arms" -> names(name, "--maximum-" + name);
            case "combinations" -> names("combinations of names", "--maximum-combinations");
            case "segments" -> names("values of a segment", "its maximumValues");
            case "business_events", "units", "ratings", "consumers", "downstream_outcomes" ->
                names(name.replace('_', ' '), "--maximum-label-values");
            case "models", "columns", "categories" ->
                new BoundWords(
                        name + " that the specifications ask for",
                        "refused at a start or a reload",
                        "raise --maximum-" + name + " and the heap before more are added",
                        false);
            default ->
                new BoundWords(name.replace('_', ' '), "refused or forgotten", "see docs/metrics.md, Bounds", true);
        };
    }

    private static BoundWords names(String what, String bound) {
        return new BoundWords(
                what,
                "counted as 'other'",
                "ask whether a sender puts ids or free text where a name belongs; or raise " + bound,
                false);
    }
}
