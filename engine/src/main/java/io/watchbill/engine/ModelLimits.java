package io.watchbill.engine;

/**
 * How much of what senders name is kept apart, for one model. Each is at least 1. A state that was saved under other
 * limits goes on: what has a place keeps it, and a new name follows the limits of now.
 *
 * @param versions versions; a new one beyond them is {@code other}
 * @param classes classes of predictions and labels, up to {@value #MOST_CLASSES}; what the specification names has a
 *     place beyond them
 * @param arms arms of an experiment; the specification's holdout has a place beyond them
 * @param labelValues business events, units, ratings, consumers and downstream outcomes, of each so many
 * @param openRuns runs of a batch model that are open at once; beyond them the one that opened first is abandoned
 * @param closedRuns runs that are over, in no window, and known by name, up to {@value #MOST_CLOSED_RUNS}; beyond them the
 *     one that was over first is forgotten, and what names it opens a new one
 * @param combinations of names that counters keep apart, over all versions, up to {@value #MOST_COMBINATIONS}: business
 *     events by unit and arm, downstream outcomes by consumer, pairs of classes by arm; a new one beyond them is
 *     {@code other} in each of its names
 */
public record ModelLimits(
        int versions, int classes, int arms, int labelValues, int openRuns, int closedRuns, int combinations) {
    /** The most classes that can be kept apart: pairs of them are counted, and shown on the page. */
    public static final int MOST_CLASSES = 120;

    /** The most of everything else: each is a series, or a set of windows, of its own. */
    public static final int MOST = 1_000;

    /** The most runs that are known by name: each is a name of some bytes, in memory and in the saved state. */
    public static final int MOST_CLOSED_RUNS = 100_000;

    /** The most combinations: each is one or two series. */
    public static final int MOST_COMBINATIONS = 1_000_000;

    /** What an ordinary model stays under. */
    public static final ModelLimits DEFAULT = new ModelLimits(50, 100, 20, 100, 8, 1_000, 50_000);

    public ModelLimits {
        require("versions", versions, MOST);
        require("classes", classes, MOST_CLASSES);
        require("arms", arms, MOST);
        require("label values", labelValues, MOST);
        require("open runs", openRuns, MOST);
        require("closed runs", closedRuns, MOST_CLOSED_RUNS);
        require("combinations", combinations, MOST_COMBINATIONS);
    }

    private static void require(String what, int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new IllegalArgumentException(what + ": expected a number from 1 to " + most + ", not " + limit);
        }
    }
}
