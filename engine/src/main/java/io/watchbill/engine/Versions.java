package io.watchbill.engine;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The states of a model's versions, by the number of their name. Not thread-safe. */
final class Versions {
    private final ModelPlan plan;
    private final ModelNames names;
    private final List<@Nullable VersionState> states = new ArrayList<>();
    /** Numbers of versions that were forgotten since the last save. */
    private final Set<Integer> forgotten = new TreeSet<>();

    Versions(ModelPlan plan, ModelNames names) {
        this.plan = plan;
        this.names = names;
    }

    /** The number of a version's name, or of the one that stands for those beyond the cap. */
    int number(@Nullable String name) {
        return names.versions.number(name == null ? ModelPlan.DEFAULT_VERSION : name);
    }

    /** The version of that number, made if it is not there. */
    VersionState at(int number) {
        while (states.size() <= number) {
            states.add(null);
        }
        VersionState state = states.get(number);
        if (state == null) {
            state = new VersionState(plan, names.versions.name(number), names);
            states.set(number, state);
        }
        return state;
    }

    /** The version of that number; null if it is not there. */
    @Nullable
    VersionState find(int number) {
        return number < states.size() ? states.get(number) : null;
    }

    /** Forgets the versions that nothing was heard of since, but for those that are still needed. */
    void removeIdle(long before, Predicate<String> needed) {
        for (int number = 0; number < states.size(); number++) {
            VersionState state = states.get(number);
            if (state != null && state.newest() < before && !needed.test(state.name())) {
                names.combinations.release(state.combinations());
                states.set(number, null);
                forgotten.add(number);
            }
        }
    }

    private static String step(int number) {
        return String.valueOf(number);
    }

    /** Puts what changed; what was forgotten goes first, since its number may be in use again. */
    void save(PartSink to) {
        for (int number : forgotten) {
            to.in(StateSteps.VERSION, step(number)).removeAll();
        }
        forgotten.clear();
        for (int number = 0; number < states.size(); number++) {
            VersionState state = states.get(number);
            if (state != null) {
                state.save(to.in(StateSteps.VERSION, step(number)));
            }
        }
    }

    /** Writes which versions are there. */
    void write(StateWriter to) {
        boolean[] there = new boolean[states.size()];
        for (int number = 0; number < there.length; number++) {
            there[number] = states.get(number) != null;
        }
        to.varint(there.length);
        to.flags(there);
    }

    /** Takes over the versions that {@link #write} wrote, each with its parts. */
    void restore(StateReader written, PartSource from, long clock, StateLosses losses) {
        boolean[] there = new boolean[written.below(names.versions.size() + 1L)];
        written.flags(there);
        for (int number = 0; number < there.length; number++) {
            if (there[number]) {
                at(number)
                        .restore(new Restoring(
                                from.in(StateSteps.VERSION, step(number)), clock, names.versions.name(number), losses));
            }
        }
    }

    /** The versions that are there. */
    List<VersionState> all() {
        return states.stream().filter(Objects::nonNull).toList();
    }
}
