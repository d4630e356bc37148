package io.watchbill.spec.reader;

import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.Unit;
import io.watchbill.spec.Worse;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code metrics}: what a team measures on its own. */
final class CustomMetricReader {
    private static final List<String> LAYERS = Arrays.stream(Layer.values())
            .filter(layer -> layer != Layer.MONITORING)
            .map(Layer::text)
            .toList();
    private static final Form<Layer> LAYER = Form.of(
            SpecificationCode.BAD_CHOICE,
            text -> {
                if (!LAYERS.contains(text)) {
                    throw Forms.misfit(text, "is not possible here", Printed.alternatives(LAYERS));
                }
                return Layer.valueOf(text.toUpperCase(Locale.ROOT));
            },
            Layer::text);

    private CustomMetricReader() {}

    static List<CustomMetric> read(MapReader root) {
        return root.list("metrics", CustomMetricReader::metric);
    }

    private static CustomMetric metric(MapReader map) {
        String name = map.required("name", Forms.CUSTOM_METRIC_NAME, "");
        if (!name.isEmpty()) {
            map.context().define(ReadingContext.Kind.METRIC, name, map.locationOf("name"));
            if (MetricCatalogue.standard().find(name).isPresent()) {
                map.context()
                        .findings()
                        .add(
                                SpecificationCode.METRIC_TAKEN,
                                map.locationOf("name"),
                                Printed.quoted(name) + " is a metric of the catalogue",
                                Optional.empty(),
                                Optional.of("choose another name"));
            }
        }
        CustomMetric metric = new CustomMetric(
                name,
                map.required("layer", LAYER, Layer.APPLICATION),
                map.required("unit", Forms.choice(List.of(Unit.values())), Unit.NUMBER),
                map.required("worse", Forms.choice(List.of(Worse.values())), Worse.HIGHER),
                map.required("promql", Forms.PROMQL, ""),
                map.optionalSection("stimulus").map(CustomMetricReader::stimulus));
        map.end();
        return metric;
    }

    private static CustomMetric.Stimulus stimulus(MapReader map) {
        CustomMetric.Stimulus stimulus =
                new CustomMetric.Stimulus(map.text("series"), map.text("good"), map.text("bad"));
        map.end();
        return stimulus;
    }
}
