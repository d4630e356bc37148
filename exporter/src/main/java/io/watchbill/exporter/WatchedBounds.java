package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ReferenceProfile;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How much the specifications and profiles may ask for: memory and the page grow with it. More is refused at the start, and
 * at a reload, which then changes nothing.
 *
 * @param models models of all systems
 * @param columns columns of all models: features, predictions, confidences
 * @param categories categories of one column in a reference profile
 */
record WatchedBounds(int models, int columns, int categories) {
    /** What one machine is enough for. */
    static final WatchedBounds DEFAULT = new WatchedBounds(1_000, 20_000, CategoricalReference.MAXIMUM_CATEGORIES);

    /** @throws StartException naming the option whose bound is passed */
    void require(List<ModelPlan> plans) throws StartException {
        require(plans.size(), models, "models", "--maximum-models", "watch fewer here, the others by another exporter");
        require(columns(plans), columns, "columns", "--maximum-columns", "leave out features that need no watching");
        for (ModelPlan plan : plans) {
            for (ReferenceProfile profile : plan.profiles()) {
                for (ColumnReference column : profile.columns()) {
                    require(
                            categories(column),
                            categories,
                            "categories of the column '" + column.name() + "' of model " + plan.name(),
                            "--maximum-categories",
                            "give the feature fewer maximumCategories, and make its profile again with `watchbill"
                                    + " profile`");
                }
            }
        }
    }

    private static void require(long used, int maximum, String what, String option, String otherwise)
            throws StartException {
        if (used > maximum) {
            throw new StartException(option + ": the specifications ask for " + used + " " + what + ", more than "
                    + maximum + "; give a higher number, or " + otherwise);
        }
    }

    private static long columns(List<ModelPlan> plans) {
        return plans.stream().mapToLong(WatchedBounds::columns).sum();
    }

    private static long columns(ModelPlan plan) {
        return plan.version(ModelPlan.DEFAULT_VERSION).columns().size();
    }

    private static long categories(ModelPlan plan) {
        return plan.profiles().stream()
                .flatMap(profile -> profile.columns().stream())
                .mapToLong(WatchedBounds::categories)
                .max()
                .orElse(0);
    }

    private static long categories(ColumnReference column) {
        return column instanceof CategoricalReference categorical
                ? categorical.categories().size()
                : 0;
    }

    /** The bounds as the page shows them; of the categories, those of the column that has most. */
    Map<String, MetricsPage.Limit> limits(Supplier<List<ModelHost>> watched) {
        return Map.of(
                "models", new MetricsPage.Limit(() -> watched.get().size(), models),
                "columns", new MetricsPage.Limit(() -> columns(plans(watched.get())), columns),
                "categories", new MetricsPage.Limit(() -> most(watched.get()), categories));
    }

    private static long most(List<ModelHost> models) {
        return plans(models).stream().mapToLong(WatchedBounds::categories).max().orElse(0);
    }

    private static List<ModelPlan> plans(List<ModelHost> models) {
        return models.stream().map(ModelHost::plan).toList();
    }
}
