package io.watchbill.exporter;

import io.watchbill.engine.decode.EventLayout;
import io.watchbill.engine.decode.inference.InferenceRows;
import java.util.List;
import java.util.function.Supplier;

/** Reads logged calls by the plans that the models have now, which a reload changes. Not thread-safe. */
final class ReplannedRows implements Supplier<InferenceRows> {
    private final Supplier<List<ModelHost>> models;
    private List<EventLayout> layouts = List.of();
    private final int tensorDepth;
    private InferenceRows rows;

    /** @param tensorDepth how deep arrays may nest in a tensor */
    ReplannedRows(Supplier<List<ModelHost>> models, int tensorDepth) {
        this.models = models;
        this.tensorDepth = tensorDepth;
        this.rows = new InferenceRows(layouts, tensorDepth);
    }

    @Override
    public InferenceRows get() {
        List<EventLayout> now =
                models.get().stream().map(host -> host.plan().layout()).toList();
        if (!now.equals(layouts)) {
            layouts = now;
            rows = new InferenceRows(now, tensorDepth);
        }
        return rows;
    }
}
