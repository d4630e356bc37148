package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.exporter.store.Store;
import io.watchbill.statistics.state.StateSource;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restores models from a store. */
final class RestoredModel {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredModel.class);

    private RestoredModel() {}

    static ModelHost of(Store store, ModelPlan plan, int number, Settings settings, InstantSource clock) {
        StateSource source = Scoped.source(StoredModels.prefix(plan.name()), store);
        ModelState state = ModelState.restored(
                plan,
                settings.maximumFuture(),
                new StoredPredictions(store, number),
                settings.maximumJoins(),
                settings.maximumWaiting(),
                source,
                clock.millis(),
                System.nanoTime());
        state.notKept().forEach(LOG::warn);
        return new ModelHost(state, number, StoredPosition.read(source));
    }
}
