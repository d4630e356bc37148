package io.watchbill.dashboards;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A way to spoil the specimen.
 *
 * @param rule that finds it
 * @param problem a part of what it says
 */
record PlantedFault(String rule, String problem, UnaryOperator<Specimen> spoil) {

    static Stream<PlantedFault> all() {
        return Stream.of(DashboardFaults.all(), PanelFaults.all(), QueryFaults.all())
                .flatMap(faults -> faults);
    }

    @Override
    public String toString() {
        return rule + ": " + problem;
    }
}
