package io.watchbill.cli;

import io.watchbill.cli.compile.Specifications;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.WindowRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill metrics}. */
@Command(
        name = "metrics",
        header = "Lists the metrics that conditions may name.",
        description = {
            "",
            "For each layer: name, unit, which way is worse, what 'over' means, and who measures it. With a"
                    + " specification: those it may name, its own among them.",
            ""
        },
        footer = {"", "Example:", "  @|bold watchbill metrics|@", "  @|bold watchbill metrics ops.yaml --format json|@"
        })
final class MetricsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", arity = "0..1", description = "An Operations Specification.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people) or json. Default: text.")
    private Format format = Format.TEXT;

    /** A metric as programs read it. */
    private record Entry(
            String name,
            String layer,
            String unit,
            String worse,
            String over,
            List<String> sources,
            List<String> labels,
            String help) {}

    @Override
    public Integer call() {
        MetricCatalogue catalogue = MetricCatalogue.standard();
        PrintWriter out = spec.commandLine().getOut();
        if (file != null) {
            Specifications read = Specifications.read(List.of(file));
            new FindingsPrinter(spec.commandLine().getErr(), Terminal.ofThisProcess()).print(read.findings());
            if (read.hasErrors()) {
                return FindingsPrinter.exitCode(read.findings());
            }
            catalogue = MetricCatalogue.of(read.loaded().get(0).specification());
        }
        List<Entry> entries =
                catalogue.all().stream().map(MetricsCommand::entry).toList();
        switch (format) {
            case JSON -> out.println(Json.text(entries));
            case TEXT -> print(entries, out);
        }
        out.flush();
        return ExitCode.YES;
    }

    private static void print(List<Entry> entries, PrintWriter out) {
        int width =
                entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        for (Layer layer : Layer.values()) {
            out.println(layer.text());
            for (Entry entry : entries) {
                if (entry.layer().equals(layer.text())) {
                    out.println(String.format(
                                    Locale.ROOT,
                                    "  %-" + width + "s  %-16s %-7s %-18s %s",
                                    entry.name(),
                                    entry.unit(),
                                    entry.worse(),
                                    entry.over(),
                                    String.join(", ", entry.sources()))
                            .stripTrailing());
                }
            }
        }
    }

    private static Entry entry(CatalogueMetric metric) {
        return new Entry(
                metric.name(),
                metric.layer().text(),
                metric.unit().text(),
                metric.worse().text(),
                over(metric.window()),
                metric.measures().stream()
                        .map(MetricsCommand::source)
                        .distinct()
                        .toList(),
                metric.matcherLabels(),
                metric.help());
    }

    private static String over(WindowRule rule) {
        return switch (rule) {
            case NONE -> "-";
            case RATE -> "range (5m)";
            case DRIFT -> "drift window";
            case PERFORMANCE -> "performance window";
            case BUSINESS -> "business window";
        };
    }

    private static String source(Measure measure) {
        if (measure instanceof Measure.Query query) {
            return query.preset().orElse("exporter");
        }
        return measure instanceof Measure.Custom ? "own query" : "exporter";
    }
}
