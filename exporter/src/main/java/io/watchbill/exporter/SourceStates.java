package io.watchbill.exporter;

import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which inputs can be read, and what kept them from it. Thread-safe. */
final class SourceStates {
    private static final class State {
        private final Map<SourceProblem, AtomicLong> problems = new EnumMap<>(SourceProblem.class);
        private boolean up;
        private @Nullable SourceProblem problem;
    }

    private final Map<String, Map<String, State>> kinds = new TreeMap<>();

    SourceStates(List<Source> sources) {
        for (Source source : sources) {
            for (String input : source.inputs()) {
                State state = new State();
                source.problems().forEach(problem -> state.problems.put(problem, new AtomicLong()));
                state.problems.put(SourceProblem.NOT_STORED, new AtomicLong());
                state.problems.put(SourceProblem.FAILED, new AtomicLong());
                kinds.computeIfAbsent(source.kind(), kind -> new TreeMap<>()).put(input, state);
            }
        }
    }

    private State state(String kind, String input) {
        State state = kinds.getOrDefault(kind, Map.of()).get(input);
        if (state == null) {
            throw new IllegalArgumentException("no input " + input + " of " + kind);
        }
        return state;
    }

    /** An input can be read; says whether it could not before. */
    boolean up(String kind, String input) {
        State state = state(kind, input);
        synchronized (state) {
            boolean changed = !state.up;
            state.up = true;
            state.problem = null;
            return changed;
        }
    }

    /** An input cannot be read; says whether that is new, and was counted. */
    boolean down(String kind, String input, SourceProblem problem) {
        State state = state(kind, input);
        synchronized (state) {
            boolean changed = state.problem != problem;
            state.up = false;
            state.problem = problem;
            if (changed) {
                count(kind, input, problem);
            }
            return changed;
        }
    }

    void ended(String kind, String input) {
        State state = state(kind, input);
        synchronized (state) {
            state.up = false;
        }
    }

    void count(String kind, String input, SourceProblem problem) {
        AtomicLong count = state(kind, input).problems.get(problem);
        if (count == null) {
            throw new IllegalArgumentException(kind + " does not declare the problem " + problem);
        }
        count.incrementAndGet();
    }

    /** The inputs of a kind, each with what keeps it from being read; empty while nothing does, and after its end. */
    Map<String, Optional<SourceProblem>> problems(String kind) {
        Map<String, Optional<SourceProblem>> problems = new TreeMap<>();
        kinds.getOrDefault(kind, Map.of()).forEach((input, state) -> {
            synchronized (state) {
                problems.put(input, Optional.ofNullable(state.problem));
            }
        });
        return problems;
    }

    void show(Page page) {
        kinds.forEach((kind, inputs) -> inputs.forEach((input, state) -> {
            synchronized (state) {
                page.count(MetricFamilies.SOURCE_UP, state.up ? 1 : 0, kind, input);
            }
            state.problems.forEach((problem, count) ->
                    page.count(MetricFamilies.SOURCE_PROBLEMS, count.get(), kind, input, problem.label()));
        }));
    }
}
