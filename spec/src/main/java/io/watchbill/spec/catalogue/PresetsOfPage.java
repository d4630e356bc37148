package io.watchbill.spec.catalogue;

import static io.watchbill.spec.catalogue.MetricsPage.code;
import static io.watchbill.spec.catalogue.MetricsPage.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of {@code docs/metrics.md} about presets: which of them measures what, and how. */
final class PresetsOfPage {

    private static final String YES = "yes";
    private static final String NO = "–";

    private PresetsOfPage() {}

    static void write(StringBuilder page) {
        page.append("""

                ## Presets

                A preset says how a program that already runs measures a layer. Every query takes the `selector` of the
                source in the specification and keeps the label `cluster`, where there is one.
                A ratio is absent without traffic and 0 without errors. What a program cannot tell is not guessed:
                a condition on it is an error of the specification. Each preset is held by a test against a page of its
                program (`spec/src/test/resources/io/watchbill/spec/catalogue/samples`, with its source), and its queries against
                promtool.
                """);
        overview(page, Layer.INFRASTRUCTURE);
        overview(page, Layer.APPLICATION);
        MetricCatalogue.presets().forEach(preset -> preset(page, preset));
    }

    private static void overview(StringBuilder page, Layer layer) {
        List<String> metrics = MetricCatalogue.standard().all().stream()
                .filter(metric -> metric.layer() == layer)
                .map(CatalogueMetric::name)
                .toList();
        List<String> head = new ArrayList<>(List.of(layer.text()));
        metrics.forEach(metric -> head.add(code(metric)));
        if (layer == Layer.APPLICATION) {
            head.add("objectives on errors");
            head.add("objectives on latencies");
        }
        page.append('\n');
        row(page, head.toArray(String[]::new));
        page.append("|---".repeat(head.size())).append("|\n");
        for (Preset preset : MetricCatalogue.presets()) {
            if (preset.layer() == layer) {
                List<String> cells = new ArrayList<>(List.of(code(preset.name())));
                metrics.forEach(metric -> cells.add(mark(preset.queries().containsKey(metric))));
                preset.requests().ifPresent(requests -> {
                    cells.add(mark(requests.failed().isPresent()));
                    cells.add(mark(requests.duration().isPresent()));
                });
                row(page, cells.toArray(String[]::new));
            }
        }
    }

    private static String mark(boolean measured) {
        return measured ? YES : NO;
    }

    private static void preset(StringBuilder page, Preset preset) {
        page.append("\n### `").append(preset.name()).append("`: ").append(preset.title());
        page.append("\n\nLayer: ").append(preset.layer().text());
        page.append(". Source: ")
                .append(preset.source().replaceAll("https?://\\S+", "<$0>"))
                .append(".\n");
        if (!preset.notes().isEmpty()) {
            page.append('\n').append(preset.notes()).append('\n');
        }
        page.append("\n| metric | query |\n|---|---|\n");
        preset.queries().forEach((metric, query) -> row(page, code(metric), code(query.promql())));
        preset.down().ifPresent(down -> row(page, "down", code(down.promql())));
        preset.requests().ifPresent(requests -> {
            row(page, "all requests", code(requests.total()));
            count(page, "failed requests", requests.failed());
            count(page, "requests under a bound", requests.duration().map(duration -> duration.bucket("le=…")));
        });
    }

    private static void count(StringBuilder page, String what, Optional<String> selector) {
        selector.ifPresent(text -> row(page, what, code(text)));
    }
}
