package io.watchbill.exporter;

import java.util.List;
import java.util.Set;

/** A way for events to come in that the exporter reads by itself, such as a followed file. */
public interface Source {
    /** The {@code source} label that its events are counted by. */
    String kind();

    /** The inputs that it reads, by the name that the page shows them with. */
    List<String> inputs();

    /** What can keep it from reading an input, or from reading it in full. */
    Set<SourceProblem> problems();

    /**
     * Reads until the input ends or the thread is interrupted. What it cannot read now it tries again, and says so by
     * {@link SourceHost#down}. After an exception it is run again.
     */
    void run(SourceHost host) throws InterruptedException;

    /** Whether an interrupt ends it at once; a blocking read of standard input goes on. */
    default boolean endsWhenInterrupted() {
        return true;
    }
}
