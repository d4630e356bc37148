package io.watchbill.spec.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The catalogue as {@code watchbill metrics} lists it. */
public final class MetricListing {

    private static final List<String> HEADINGS = List.of("METRIC", "LAYER", "UNIT", "WORSE", "OVER", "MEASURED BY");

    private MetricListing() {}

    /**
     * One metric as a row of JSON.
     *
     * @param over what {@code over} means: none, rate, drift, performance or business
     * @param measuredBy the presets that measure it, {@code exporter}, or {@code promql} for a team's own
     * @param labels what its matchers may name
     * @param available whether this version can measure it
     */
    public record Row(
            String name,
            String layer,
            String unit,
            String worse,
            String over,
            List<String> measuredBy,
            List<String> labels,
            boolean available,
            String help) {

        public Row {
            measuredBy = List.copyOf(measuredBy);
            labels = List.copyOf(labels);
        }
    }

    /** Every metric of the catalogue, in its order. */
    public static List<Row> rows(MetricCatalogue catalogue) {
        return catalogue.all().stream().map(MetricListing::row).toList();
    }

    /** The rows as a table for terminals, columns aligned, one metric a line. */
    public static String text(MetricCatalogue catalogue) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        for (Row row : rows(catalogue)) {
            String by = row.available() ? String.join(", ", row.measuredBy()) : "(not measured yet)";
            lines.add(List.of(row.name(), row.layer(), row.unit(), row.worse(), row.over(), by));
        }
        int[] widths = IntStream.range(0, HEADINGS.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, line.size())
                        .mapToObj(column -> line.get(column)
                                + " ".repeat(widths[column] - line.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Row row(CatalogueMetric metric) {
        return new Row(
                metric.name(),
                metric.layer().text(),
                metric.unit().text(),
                metric.worse().text(),
                metric.window().text(),
                measuredBy(metric),
                metric.matcherLabels(),
                metric.available(),
                metric.help());
    }

    private static List<String> measuredBy(CatalogueMetric metric) {
        return metric.ownMeasure()
                .map(measure -> List.of(measure instanceof Measure.Custom ? "promql" : "exporter"))
                .orElseGet(metric::presets);
    }
}
