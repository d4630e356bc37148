package io.watchbill.spec.reader;

import io.watchbill.spec.HistogramKind;
import io.watchbill.spec.Sources;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads {@code sources}. */
final class SourcesReader {
    private static final Form<HistogramKind> HISTOGRAM = Forms.choice(List.of(HistogramKind.values()));

    private SourcesReader() {}

    static Sources read(MapReader map) {
        Sources sources = new Sources(sources(map, Layer.INFRASTRUCTURE), sources(map, Layer.APPLICATION));
        map.end();
        return sources;
    }

    private static List<Sources.Source> sources(MapReader map, Layer layer) {
        return map.list(layer.text(), source -> source(source, layer));
    }

    private static Sources.Source source(MapReader map, Layer layer) {
        String preset = map.text("preset");
        List<String> possible = MetricCatalogue.presets().stream()
                .filter(known -> known.layer() == layer)
                .map(Preset::name)
                .toList();
        if (map.has("preset") && !possible.contains(preset)) {
            map.context()
                    .unresolved(
                            SpecificationCode.UNKNOWN_PRESET,
                            map.locationOf("preset"),
                            "the " + layer.text() + " preset",
                            preset,
                            possible);
        }
        List<Matcher> selector = map.optional("selector", Forms.SELECTOR).orElse(List.of());
        map.scalar("selector").ifPresent(scalar -> RegexCheck.check(map.context(), scalar, selector));
        Optional<BigDecimal> capacity =
                layer == Layer.APPLICATION ? map.optional("capacity", Forms.RATE) : Optional.empty();
        Optional<BigDecimal> minimumRate =
                layer == Layer.APPLICATION ? map.optional("minimumRate", Forms.RATE) : Optional.empty();
        HistogramKind histogram = layer == Layer.APPLICATION
                ? map.value("histogram", HISTOGRAM, HistogramKind.CLASSIC)
                : HistogramKind.CLASSIC;
        map.end();
        return new Sources.Source(preset, selector, capacity, minimumRate, histogram);
    }
}
