package io.watchbill.profiler;

/** Hears how far a profile or an evaluation is; called from the thread that works, a few times for each column. */
public interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {};

    /** All files are open. */
    default void rows(long rows) {}

    /**
     * A step is about to begin.
     *
     * @param done steps that are finished
     * @param steps steps in all
     * @param what the step, such as {@code feature distance}
     */
    default void step(int done, int steps, String what) {}
}
