package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.RestoredModel;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateSource;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model of the store. */
final class StoredModel {
    private static final Logger LOG = LoggerFactory.getLogger(StoredModel.class);

    private StoredModel() {}

    /** Where it is kept up to which record the model was saved. */
    static String position(String model) {
        return "position/" + model;
    }

    /** What the keys of a model's parts start with. */
    static String prefix(String model) {
        return "model/" + model + "/";
    }

    static ModelHost of(
            Store store, UnreadPredictions unread, ModelPlan plan, int number, Settings settings, InstantSource clock)
            throws StoreException {
        StateSource source = Scoped.source(prefix(plan.name()), store);
        RestoredModel restored = ModelState.restored(
                plan,
                settings.state(new StoredPredictions(store, number, unread)),
                source,
                clock.millis(),
                System.nanoTime());
        if (restored.state().olderAreVoid()) {
            store.dropAll(number);
        }
        restored.lost().forEach(LOG::warn);
        return new ModelHost(restored.state(), number, StoredPosition.read(store, position(plan.name())));
    }
}
