package io.watchbill.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The states of a model's versions, by the number of their name. Not thread-safe. */
final class Versions {
    private final ModelPlan plan;
    private final ModelNames names;
    private final List<@Nullable VersionState> states = new ArrayList<>();

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

    /** Forgets the versions that nothing was heard of since, but for those that are still needed. */
    void removeIdle(long before, Predicate<String> needed) {
        states.replaceAll(
                state -> state == null || (state.newest() < before && !needed.test(state.name())) ? null : state);
    }

    /** The versions that are there. */
    List<VersionState> all() {
        return states.stream().filter(Objects::nonNull).toList();
    }
}
