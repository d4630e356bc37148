package io.watchbill.profiler;

import java.util.List;

/** Why data could not be profiled or evaluated: every problem that was found, each with what was expected and how to mend it. */
public final class ProfilingException extends Exception {
    private final List<String> problems;

    /** One or more problems, each a sentence or more of its own. */
    public ProfilingException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    ProfilingException(String problem) {
        this(List.of(problem));
    }

    /** The problems, in the order in which they were found. */
    public List<String> problems() {
        return problems;
    }
}
