package io.watchbill.profiler;

import io.watchbill.spec.Holdout;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import java.math.BigDecimal;
import java.util.Optional;

/** Models that differ from another in one thing. */
final class Models {
    private Models() {}

    static Model named(String name, Model model) {
        return with(name, model, model.performance());
    }

    static Model withHoldout(Model model, String arm) {
        Performance of = model.performance();
        return with(
                model.name(),
                model,
                new Performance(
                        of.windows(),
                        of.labelDelay(),
                        of.maximumLabelDelay(),
                        of.minimumSamples(),
                        of.warning(),
                        of.critical(),
                        Optional.of(new Holdout(arm, new BigDecimal("0.1"), Holdout.DEFAULT_DIFFERENCE)),
                        of.confidence()));
    }

    private static Model with(String name, Model model, Performance performance) {
        return new Model(
                name,
                model.task(),
                model.positiveClass(),
                model.references(),
                model.columns(),
                model.features(),
                model.segments(),
                model.clock(),
                model.serving(),
                model.drift(),
                performance,
                model.quality());
    }
}
