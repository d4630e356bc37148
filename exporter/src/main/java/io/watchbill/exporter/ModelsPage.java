package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watchbill.engine.ScoreSnapshot;
import java.util.List;

/** The part of the page that tells of models, as the Prometheus client writes it. Thread-safe. */
public final class ModelsPage {
    private final PageMemory memory = new PageMemory();

    /** The families of these models, with what their snapshots hold. */
    public MetricSnapshots of(List<ScoreSnapshot> models) {
        Page page = new Page(memory);
        add(models, page);
        return page.snapshots();
    }

    static void add(List<ScoreSnapshot> models, Page page) {
        ModelPage modelPage = new ModelPage(page);
        models.forEach(modelPage::add);
    }
}
