package io.watchbill.dashboards.lint;

import java.util.ArrayList;
import java.util.List;

/** Collects what a rule finds. */
final class Faults {

    private final String rule;
    private final List<Fault> faults = new ArrayList<>();

    Faults(String rule) {
        this.rule = rule;
    }

    /** Notes a fault unless what was expected holds. */
    void require(boolean holds, Place place, String problem, String remedy) {
        if (!holds) {
            add(place, problem, remedy);
        }
    }

    void add(Place place, String problem, String remedy) {
        faults.add(new Fault(rule, place.file(), place.dashboard(), place.panel(), place.pointer(), problem, remedy));
    }

    List<Fault> all() {
        return List.copyOf(faults);
    }
}
