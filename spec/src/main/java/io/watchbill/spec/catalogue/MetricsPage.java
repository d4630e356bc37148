package io.watchbill.spec.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}, made from the families and the catalogue, so that it cannot be stale. */
public final class MetricsPage {

    private MetricsPage() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder();
        page.append(INTRODUCTION);
        names(page);
        presets(page);
        families(page);
        return page.toString();
    }

    private static void names(StringBuilder page) {
        page.append("""

                ## Names for conditions

                Key metrics, alerts and objectives name these: `error_rate > 2% for 5m`,
                `feature_drift.psi{column="distance"} > 0.25 over 24h`.
                `over` is a *range* for rates (five minutes where it is left out); elsewhere it is one of the windows of
                the model's drift, of its performance, or of the business metrics. Metrics without a source are not
                measured by this version: a condition on them would never hold.

                """);
        MetricCatalogue catalogue = MetricCatalogue.standard();
        for (Layer layer : Layer.values()) {
            List<CatalogueMetric> metrics = catalogue.all().stream()
                    .filter(metric -> metric.layer() == layer)
                    .toList();
            if (metrics.isEmpty()) {
                continue;
            }
            page.append("### ").append(title(layer)).append("\n\n");
            page.append("| name | unit | worse | over | source | meaning |\n|---|---|---|---|---|---|\n");
            for (CatalogueMetric metric : metrics) {
                row(
                        page,
                        code(metric.name()),
                        metric.unit().text(),
                        metric.worse().text(),
                        over(metric.window()),
                        sources(metric),
                        metric.help());
            }
            page.append('\n');
        }
        page.append("A model's quality scores are named `quality.NAME`. A team's own metrics (`metrics` in the")
                .append(" specification) join the list.\n");
    }

    private static void presets(StringBuilder page) {
        page.append("""

                ## Presets

                A preset says how a program that already runs measures a layer. Every query takes the `selector` of the
                source in the specification and keeps the label `cluster`, where there is one.
                A ratio is absent without traffic and 0 without errors.
                """);
        for (Preset preset : MetricCatalogue.presets()) {
            page.append("\n### `")
                    .append(preset.name())
                    .append("`: ")
                    .append(preset.title())
                    .append("\n\n");
            page.append("Layer: ")
                    .append(preset.layer().text())
                    .append(". Source: ")
                    .append(preset.source());
            page.append(".\n\n| metric | query |\n|---|---|\n");
            preset.queries().forEach((metric, query) -> row(page, code(metric), code(query.promql())));
            preset.down().ifPresent(down -> row(page, "down", code(down.promql())));
        }
    }

    private static void families(StringBuilder page) {
        page.append("""

                ## Families on the page of the exporter

                `ml_` families speak of models, `watchbill_` families of the exporter itself; beside them stand `jvm_` and
                `process_` families. A score that cannot be computed is absent, never 0 and never NaN.
                """);
        for (Layer layer : Layer.values()) {
            List<MetricFamily> families = MetricFamilies.exposed().stream()
                    .filter(family -> family.layer() == layer)
                    .toList();
            if (families.isEmpty()) {
                continue;
            }
            page.append("\n### ").append(title(layer)).append("\n\n");
            page.append("| family | type | labels | meaning |\n|---|---|---|---|\n");
            for (MetricFamily family : families) {
                row(
                        page,
                        code(family.name()),
                        family.type().name().toLowerCase(Locale.ROOT),
                        family.labels().stream().map(MetricsPage::code).collect(Collectors.joining(", ")),
                        family.help());
            }
        }
    }

    private static String title(Layer layer) {
        return layer.text().substring(0, 1).toUpperCase(Locale.ROOT)
                + layer.text().substring(1);
    }

    private static String over(WindowRule rule) {
        return switch (rule) {
            case NONE -> "–";
            case RATE -> "range";
            case DRIFT -> "drift window";
            case PERFORMANCE -> "performance window";
            case BUSINESS -> "business window";
        };
    }

    private static String sources(CatalogueMetric metric) {
        if (!metric.available()) {
            return "–";
        }
        return metric.ownMeasure().isPresent() ? "exporter" : String.join(", ", metric.presets());
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static void row(StringBuilder page, String... cells) {
        List<String> escaped = new ArrayList<>();
        for (String cell : cells) {
            escaped.add(cell.replace("|", "\\|"));
        }
        page.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }

    private static final String INTRODUCTION = """
            # Metrics

            What a specification may name in conditions, how it is measured, and what the exporter exposes. This page is
            generated from the code that registers the metrics; `./test -Dwatchbill.update=true` refreshes it.
            `watchbill metrics` prints the names on a terminal.
            """;
}
