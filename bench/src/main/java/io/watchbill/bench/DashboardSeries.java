package io.watchbill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.spec.catalogue.LabelNames;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Systems with one model of 50 columns, and what a Prometheus has of them: every series of the metric contract, those of
 * a node_exporter beside each, and of the alerts. The first system is the one that is looked at: it has been scraped for as
 * long as its dashboards look back. What no query can tell by the model has been for as long as those that ask for it do.
 * Systems share the Prometheus, so each says which targets are its own.
 */
final class DashboardSeries {

    static final Duration SCRAPE = Duration.ofMinutes(1);

    private static final int COLUMNS = 50;
    private static final int BINS = 20;
    private static final int CPUS = 8;
    private static final List<String> BOUNDS =
            List.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf");

    private static final Map<String, List<String>> NODE = Map.of(
            "node_cpu_seconds_total", List.of("cpu", "mode"),
            "node_memory_MemTotal_bytes", List.of(),
            "node_memory_MemAvailable_bytes", List.of(),
            "node_disk_io_time_seconds_total", List.of("device"),
            "node_filesystem_avail_bytes", List.of("device", "mountpoint", "fstype"),
            "node_filesystem_size_bytes", List.of("device", "mountpoint", "fstype"),
            "node_network_receive_bytes_total", List.of("device"),
            "node_network_transmit_bytes_total", List.of("device"),
            "node_network_receive_errs_total", List.of("device"),
            "node_network_transmit_errs_total", List.of("device"));

    /** For how long a series has been scraped. */
    private enum Past {
        WEEK(Duration.ofDays(7)),
        DAY(Duration.ofDays(1)),
        QUARTER(Duration.ofHours(6)),
        SHORT(Duration.ofMinutes(20));

        private final Duration length;

        Past(Duration length) {
            this.length = length;
        }
    }

    private final Instant end;
    private final Map<Past, List<String>> counters = new EnumMap<>(Past.class);
    private final Map<Past, List<String>> gauges = new EnumMap<>(Past.class);
    private int count;

    private DashboardSeries(Instant end) {
        this.end = end;
    }

    static String system(int index) {
        return "system-%03d".formatted(index);
    }

    private static String exporter(int index) {
        return system(index) + ":9464";
    }

    private static String node(int index) {
        return system(index) + ":9100";
    }

    private static String model(int index) {
        return "model_%03d".formatted(index);
    }

    private static String column(int index) {
        return "column_%02d".formatted(index);
    }

    /** Writes a specification; gives its path. */
    static Path specification(Path folder, int index) throws IOException {
        StringBuilder text =
                new StringBuilder("""
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: %s, title: System %d, owner: bench}
                sources:
                  infrastructure: [{preset: node-exporter, selector: 'instance="%s"'}]
                  application: [{preset: watchbill, selector: 'instance="%s"'}]
                slos:
                  - {name: availability, target: 99.9%%, period: 30d, measurement: error_rate}
                models:
                  %s:
                    task: binary-classification
                    positiveClass: "yes"
                    features:
                """.formatted(system(index), index, node(index), exporter(index), model(index)));
        for (int i = 0; i < COLUMNS; i++) {
            text.append("      ")
                    .append(column(i))
                    .append(i % 2 == 0 ? ": {type: numeric}\n" : ": {type: categorical}\n");
        }
        return Files.writeString(folder.resolve(system(index) + ".yaml"), text);
    }

    /** What a label has here, where one value is chosen. */
    static String value(String label) {
        return values(label, 0).get(0);
    }

    /**
     * Writes blocks of so many series at least, system by system; gives how many there are.
     *
     * @param compiled what the specifications were compiled to: its rules say which alerts there are
     * @param data where Prometheus looks for its blocks
     */
    static int write(Path folder, Path compiled, Path data, int wanted, Instant end)
            throws IOException, InterruptedException {
        DashboardSeries series = new DashboardSeries(end);
        series.addAlerts(compiled.resolve("rules"));
        for (int system = 0; series.count < wanted; system++) {
            series.addSystem(system);
        }
        for (Past past : Past.values()) {
            Path file = folder.resolve(past + ".om");
            series.write(file, past);
            Promtool.run("create-blocks-from", "openmetrics", "--quiet", Promtool.ONE_BLOCK, file, data);
            Files.delete(file);
        }
        return series.count;
    }

    private void addSystem(int system) {
        for (MetricFamily family : MetricFamilies.all()) {
            boolean counts = family.type() == MetricType.COUNTER || family.type() == MetricType.HISTOGRAM;
            for (String name : family.seriesNames()) {
                List<String> labels = new ArrayList<>(family.labels());
                if (name.endsWith("_bucket")) {
                    labels.add("le");
                }
                add(name, counts, "exporter", exporter(system), labels, system, past(family, system));
            }
        }
        Past node = system == 0 ? Past.WEEK : Past.QUARTER;
        NODE.forEach((name, labels) -> add(name, name.endsWith("_total"), "node", node(system), labels, system, node));
        add("up", false, "exporter", exporter(system), List.of(), system, node);
    }

    private static Past past(MetricFamily family, int system) {
        if (system == 0) {
            return family.labels().contains(LabelNames.COLUMN) ? Past.DAY : Past.WEEK;
        }
        return family.labels().contains(LabelNames.MODEL) ? Past.SHORT : Past.QUARTER;
    }

    /** The alert that always fires, of every system, and of every tenth all others for as long as a day. */
    private void addAlerts(Path rules) throws IOException {
        List<Path> files;
        try (var all = Files.list(rules)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            boolean firing = String.valueOf(file.getFileName()).matches(".*0(\\.slo)?\\.yaml");
            for (JsonNode rule :
                    new YAMLMapper().readTree(Files.readString(file)).findParents("alert")) {
                String alert = rule.path("alert").asText();
                if (firing || alert.endsWith("Watchdog")) {
                    StringBuilder labels = new StringBuilder("{alertname=\"" + alert + "\"");
                    rule.path("labels")
                            .properties()
                            .forEach(label -> labels.append(",")
                                    .append(label.getKey())
                                    .append("=\"")
                                    .append(label.getValue().asText())
                                    .append('"'));
                    keep("ALERTS" + labels + ",alertstate=\"firing\"}", false, Past.DAY);
                    keep("ALERTS_FOR_STATE" + labels + "}", false, Past.DAY);
                }
            }
        }
    }

    private void add(
            String name, boolean counts, String job, String instance, List<String> labels, int system, Past past) {
        List<String> all = List.of("job=\"" + job + "\",instance=\"" + instance + "\"");
        for (String label : labels) {
            all = all.stream()
                    .flatMap(each ->
                            values(label, system).stream().map(value -> each + "," + label + "=\"" + value + "\""))
                    .toList();
        }
        all.forEach(each -> keep(name + "{" + each + "}", counts, past));
    }

    private void keep(String series, boolean counts, Past past) {
        (counts ? counters : gauges)
                .computeIfAbsent(past, any -> new ArrayList<>())
                .add(series);
        count++;
    }

    private static List<String> values(String label, int system) {
        return switch (label) {
            case "model" -> List.of(model(system));
            case "column" ->
                IntStream.range(0, COLUMNS).mapToObj(DashboardSeries::column).toList();
            case "window" -> List.of("24h", "7d");
            case "bin" -> numbered("%02d", BINS);
            case "le" -> BOUNDS;
            case "cpu" -> numbered("%d", CPUS);
            case "mode" -> List.of("idle", "user", "system", "iowait", "irq", "softirq", "steal", "nice");
            case "device" -> List.of("sda", "eth0", "lo");
            case "mountpoint" -> List.of("/", "/data");
            case "fstype" -> List.of("ext4");
            case "version" -> List.of("1");
            case "name" -> List.of(system(system));
            case "kind" -> List.of("feature");
            case "metric" -> List.of("accuracy", "precision", "recall", "f1", "roc_auc", "log_loss", "brier");
            case "outcome" -> List.of("ok", "error");
            case "result" -> List.of("accepted", "malformed", "late", "duplicate", "joined", "orphan");
            case "class", "predicted", "actual" -> List.of("yes", "no");
            case "limit" -> List.of("models", "columns", "ids", "events");
            default -> List.of("a");
        };
    }

    private static List<String> numbered(String format, int count) {
        return IntStream.range(0, count).mapToObj(format::formatted).toList();
    }

    private void write(Path file, Past past) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String series : counters.getOrDefault(past, List.of())) {
                samples(out, series, past, true);
            }
            for (String series : gauges.getOrDefault(past, List.of())) {
                samples(out, series, past, false);
            }
            out.write("# EOF\n");
        }
    }

    private void samples(BufferedWriter out, String series, Past past, boolean counts) throws IOException {
        long step = SCRAPE.toSeconds();
        long last = end.getEpochSecond();
        long number = 0;
        for (long at = last - past.length.toSeconds() + step; at <= last; at += step) {
            out.write(series);
            out.write(counts ? " " + number * 100 + " " : " 0." + (100 + number % 7) + " ");
            out.write(Long.toString(at));
            out.write('\n');
            number++;
        }
    }
}
