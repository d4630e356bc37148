package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.spec.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What systems ask of the engine.
 *
 * @param plans of all their models
 * @param hashes of their specifications, by name
 */
record ModelPlans(List<ModelPlan> plans, Map<String, String> hashes) {
    /** @throws StartException naming the model whose specification and profile do not fit */
    static ModelPlans of(List<WatchedSystem> systems) throws StartException {
        List<ModelPlan> plans = new ArrayList<>();
        Map<String, String> hashes = new TreeMap<>();
        for (WatchedSystem system : systems) {
            hashes.put(system.specification().metadata().name(), system.hash());
            for (Model model : system.specification().models()) {
                plans.add(plan(system, model));
            }
        }
        return new ModelPlans(List.copyOf(plans), Map.copyOf(hashes));
    }

    private static ModelPlan plan(WatchedSystem system, Model model) throws StartException {
        String name = system.specification().metadata().name();
        try {
            return new ModelPlan(
                    model,
                    system.specification().business(),
                    system.profiles().getOrDefault(model.name(), Map.of()),
                    LatencyBounds.of(system.specification()),
                    system.specification().onCall().timezone());
        } catch (IllegalArgumentException e) {
            throw new StartException(name + ", model " + model.name() + ": " + e.getMessage(), e);
        }
    }
}
