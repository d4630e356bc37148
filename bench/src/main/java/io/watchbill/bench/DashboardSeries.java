package io.watchbill.bench;

import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.catalogue.MetricType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Systems with one model of 50 columns, and every series of the metric contract for them. */
final class DashboardSeries {

    private static final int COLUMNS = 50;
    private static final int BINS = 20;
    private static final List<String> BOUNDS = List.of("0.01", "0.1", "1", "+Inf");

    private DashboardSeries() {}

    static String system(int index) {
        return "system-%03d".formatted(index);
    }

    private static String model(int index) {
        return "model_%03d".formatted(index);
    }

    private static String column(int index) {
        return "column_%02d".formatted(index);
    }

    /** Writes a specification; gives its path. */
    static Path specification(Path folder, int index) throws IOException {
        StringBuilder text = new StringBuilder("""
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: %s, title: System %d, owner: bench}
                sources:
                  infrastructure: [{preset: node-exporter}]
                  application: [{preset: watchbill}]
                slos:
                  - {name: availability, target: 99.9%%, period: 30d, measurement: error_rate}
                models:
                  %s:
                    task: binary-classification
                    positiveClass: "yes"
                    features:
                """.formatted(system(index), index, model(index)));
        for (int i = 0; i < COLUMNS; i++) {
            text.append("      ")
                    .append(column(i))
                    .append(i % 2 == 0 ? ": {type: numeric}\n" : ": {type: categorical}\n");
        }
        return Files.writeString(folder.resolve(system(index) + ".yaml"), text);
    }

    /** What a label has here where it is no column, window, bin or bound. */
    static String value(String label) {
        return switch (label) {
            case "version" -> "1";
            case "column" -> column(0);
            case "window" -> "24h";
            case "kind" -> "feature";
            case "metric" -> "accuracy";
            case "outcome" -> "ok";
            case "result" -> "accepted";
            case "class", "predicted" -> "yes";
            default -> "a";
        };
    }

    /** Writes blocks of so many series at least, system by system; gives how many there are. */
    static int write(Path folder, Path data, int wanted, int samples, Duration scrape, Instant end)
            throws IOException, InterruptedException {
        Path file = folder.resolve("series.om");
        int written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int system = 0; written < wanted; system++) {
                for (MetricFamily family : MetricFamilies.all()) {
                    for (String series : series(family, system)) {
                        sample(out, series, family.type(), samples, scrape, end);
                        written++;
                    }
                }
            }
            out.write("# EOF\n");
        }
        Process promtool = new ProcessBuilder(
                        "promtool",
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        "--quiet",
                        file.toString(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("promtool.log").toFile())
                .start();
        if (promtool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("promtool.log")));
        }
        Files.delete(file);
        return written;
    }

    private static void sample(
            BufferedWriter out, String series, MetricType type, int samples, Duration scrape, Instant end)
            throws IOException {
        for (int i = 0; i < samples; i++) {
            Instant at = end.minus(scrape.multipliedBy(samples - 1L - i));
            double value = type == MetricType.COUNTER || type == MetricType.HISTOGRAM ? 100.0 * i : 0.1;
            out.write(String.format(Locale.ROOT, "%s %s %d%n", series, value, at.getEpochSecond()));
        }
    }

    /** Every series of a family, of one system. */
    private static List<String> series(MetricFamily family, int system) {
        List<String> names = new ArrayList<>();
        for (String name : family.seriesNames()) {
            List<String> labels = new ArrayList<>(List.of("job=\"exporter\",instance=\"" + system(system) + ":9464\""));
            for (String label : family.labels()) {
                labels = with(labels, label, values(label, system));
            }
            if (name.endsWith("_bucket")) {
                labels = with(labels, "le", BOUNDS);
            }
            labels.forEach(each -> names.add(name + "{" + each + "}"));
        }
        return names;
    }

    private static List<String> values(String label, int system) {
        return switch (label) {
            case "model" -> List.of(model(system));
            case "column" ->
                IntStream.range(0, COLUMNS).mapToObj(DashboardSeries::column).toList();
            case "window" -> List.of("24h", "7d");
            case "bin" -> IntStream.range(0, BINS).mapToObj("%02d"::formatted).toList();
            default -> List.of(value(label));
        };
    }

    private static List<String> with(List<String> series, String label, List<String> values) {
        return series.stream()
                .flatMap(each -> values.stream().map(value -> each + "," + label + "=\"" + value + "\""))
                .toList();
    }
}
