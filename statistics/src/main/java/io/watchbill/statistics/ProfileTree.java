package io.watchbill.statistics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The profile as a JSON tree, and back: every field's name is written here and nowhere else. */
final class ProfileTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProfileTree() {}

    /** Everything but the hash. */
    static ObjectNode of(ReferenceProfile profile) {
        ObjectNode tree = JSON.objectNode();
        tree.put("format", ProfileJson.FORMAT);
        tree.put("formatVersion", ReferenceProfile.FORMAT_VERSION);
        tree.put("model", profile.model());
        if (profile.modelVersion() != null) {
            tree.put("modelVersion", profile.modelVersion());
        }
        tree.put("rows", profile.rows());
        putTime(tree, "from", profile.from());
        putTime(tree, "to", profile.to());
        tree.put("source", profile.source());
        ArrayNode columns = tree.putArray("columns");
        for (ColumnReference column : profile.columns()) {
            columns.add(column(column));
        }
        if (profile.performance() != null) {
            tree.set("performance", performance(profile.performance()));
        }
        if (profile.confidence() != null) {
            tree.set("confidence", metric(profile.confidence()));
        }
        return tree;
    }

    static ReferenceProfile read(ProfileCursor root) {
        ProfileCursor version = root.optionalField("modelVersion");
        ProfileCursor from = root.optionalField("from");
        ProfileCursor to = root.optionalField("to");
        ProfileCursor performance = root.optionalField("performance");
        ProfileCursor confidence = root.optionalField("confidence");
        String model = root.field("model").text();
        long rows = root.field("rows").wholeNumber();
        String source = root.field("source").text();
        List<ColumnReference> columns = root.field("columns").items().stream()
                .map(ProfileTree::readColumn)
                .toList();
        return root.make(() -> new ReferenceProfile(
                model,
                version == null ? null : version.text(),
                rows,
                from == null ? null : from.instant(),
                to == null ? null : to.instant(),
                source,
                columns,
                performance == null ? null : readPerformance(performance),
                confidence == null ? null : readMetric(confidence)));
    }

    private static ObjectNode column(ColumnReference column) {
        ObjectNode tree = JSON.objectNode();
        tree.put("name", column.name());
        tree.put("kind", column.kind().label());
        if (column instanceof NumericReference numeric) {
            putNumeric(tree, numeric);
        } else if (column instanceof CategoricalReference categorical) {
            putCategorical(tree, categorical);
        }
        tree.put("missing", column.missing());
        tree.put("invalid", column.invalid());
        ArrayNode seasons = tree.putArray("seasons");
        for (Season season : column.seasons()) {
            seasons.addObject()
                    .put("windowSeconds", season.window().toSeconds())
                    .put("mean", season.mean())
                    .put("variance", season.variance())
                    .put("meanSamples", season.meanSamples())
                    .put("overdispersion", season.overdispersion())
                    .put("windows", season.windows());
        }
        return tree;
    }

    private static void putNumeric(ObjectNode tree, NumericReference column) {
        tree.put("type", "numeric");
        tree.put("standardDeviation", column.standardDeviation());
        ArrayNode edges = tree.putArray("edges");
        ArrayNode counts = tree.putArray("counts");
        ArrayNode sums = tree.putArray("sums");
        for (int bin = 0; bin < column.bins(); bin++) {
            if (bin > 0) {
                edges.add(column.edge(bin - 1));
            }
            counts.add(column.count(bin));
            sums.add(column.sum(bin));
        }
        ArrayNode starts = tree.putArray("coarseStarts");
        for (int coarse = 0; coarse < column.coarseBins(); coarse++) {
            starts.add(column.coarseStart(coarse));
        }
        column.coarseLabels().forEach(tree.putArray("coarseLabels")::add);
    }

    private static void putCategorical(ObjectNode tree, CategoricalReference column) {
        tree.put("type", "categorical");
        column.categories().forEach(tree.putArray("categories")::add);
        ArrayNode counts = tree.putArray("counts");
        for (int bin = 0; bin < column.bins(); bin++) {
            counts.add(column.count(bin));
        }
        tree.put("distinct", column.distinct());
        tree.put("seenOnce", column.seenOnce());
        tree.put("seenTwice", column.seenTwice());
    }

    private static ColumnReference readColumn(ProfileCursor at) {
        String name = at.field("name").text();
        ProfileCursor kindAt = at.field("kind");
        ColumnKind kind = kindAt.make(() -> ColumnKind.of(kindAt.text()));
        long missing = at.field("missing").wholeNumber();
        long invalid = at.field("invalid").wholeNumber();
        List<Season> seasons = at.field("seasons").items().stream()
                .map(ProfileTree::readSeason)
                .toList();
        String type = at.field("type").text();
        long[] counts = at.field("counts").wholeNumbers();
        return switch (type) {
            case "numeric" -> {
                double[] edges = at.field("edges").numbers();
                double[] sums = at.field("sums").numbers();
                int[] starts = at.field("coarseStarts").smallNumbers();
                List<String> labels = at.field("coarseLabels").texts();
                double deviation = at.field("standardDeviation").number();
                yield at.make(() -> new NumericReference(
                        name, kind, edges, counts, sums, starts, labels, deviation, missing, invalid, seasons));
            }
            case "categorical" -> {
                List<String> categories = at.field("categories").texts();
                long distinct = at.field("distinct").wholeNumber();
                long once = at.field("seenOnce").wholeNumber();
                long twice = at.field("seenTwice").wholeNumber();
                yield at.make(() -> new CategoricalReference(
                        name, kind, categories, counts, distinct, once, twice, missing, invalid, seasons));
            }
            default -> throw at.field("type").wrong("expected \"numeric\" or \"categorical\", found \"" + type + "\"");
        };
    }

    private static Season readSeason(ProfileCursor at) {
        return at.make(() -> new Season(
                at.field("windowSeconds").seconds(),
                at.field("mean").number(),
                at.field("variance").number(),
                at.field("meanSamples").number(),
                at.field("overdispersion").number(),
                at.field("windows").smallNumber()));
    }

    private static ObjectNode performance(PerformanceBaseline performance) {
        ObjectNode tree = JSON.objectNode();
        performance.classes().forEach(tree.putArray("classes")::add);
        ArrayNode confusion = tree.putArray("confusion");
        for (List<Long> row : performance.confusion()) {
            row.forEach(confusion.addArray()::add);
        }
        ObjectNode metrics = tree.putObject("metrics");
        performance.metrics().forEach((name, metric) -> metrics.set(name, metric(metric)));
        if (!performance.calibrations().isEmpty()) {
            ObjectNode calibrations = tree.putObject("calibrations");
            performance
                    .calibrations()
                    .forEach((name, calibration) -> putCalibration(calibrations.putObject(name), calibration));
        }
        if (!performance.scoreEdges().isEmpty()) {
            performance.scoreEdges().forEach(tree.putArray("scoreEdges")::add);
        }
        return tree;
    }

    private static void putCalibration(ObjectNode tree, IsotonicCalibration calibration) {
        tree.put("samples", calibration.samples());
        ArrayNode confidences = tree.putArray("confidences");
        ArrayNode probabilities = tree.putArray("probabilities");
        for (int i = 0; i < calibration.breakpoints(); i++) {
            confidences.add(calibration.breakpoint(i));
            probabilities.add(calibration.probabilityAt(i));
        }
    }

    private static PerformanceBaseline readPerformance(ProfileCursor at) {
        List<String> classes = at.field("classes").texts();
        List<List<Long>> confusion = at.field("confusion").items().stream()
                .map(row -> row.items().stream().map(ProfileCursor::wholeNumber).toList())
                .toList();
        ProfileCursor metricsAt = at.field("metrics");
        Map<String, MetricBaseline> metrics = new TreeMap<>();
        for (String name : metricsAt.fieldNames()) {
            metrics.put(name, readMetric(metricsAt.field(name)));
        }
        ProfileCursor calibrationsAt = at.optionalField("calibrations");
        Map<String, IsotonicCalibration> calibrations = new TreeMap<>();
        if (calibrationsAt != null) {
            for (String name : calibrationsAt.fieldNames()) {
                calibrations.put(name, readCalibration(calibrationsAt.field(name)));
            }
        }
        ProfileCursor edgesAt = at.optionalField("scoreEdges");
        List<Double> edges = edgesAt == null
                ? List.of()
                : edgesAt.items().stream().map(ProfileCursor::number).toList();
        return at.make(() -> new PerformanceBaseline(classes, confusion, metrics, calibrations, edges));
    }

    private static IsotonicCalibration readCalibration(ProfileCursor at) {
        long samples = at.field("samples").wholeNumber();
        double[] confidences = at.field("confidences").numbers();
        double[] probabilities = at.field("probabilities").numbers();
        return at.make(() -> new IsotonicCalibration(samples, confidences, probabilities));
    }

    private static ObjectNode metric(MetricBaseline metric) {
        ObjectNode tree = JSON.objectNode();
        tree.put("value", metric.value());
        tree.put("samples", metric.samples());
        tree.put("variance", metric.variance());
        ArrayNode chunks = tree.putArray("chunks");
        for (MetricBaseline.ChunkVariance chunk : metric.chunks()) {
            chunks.addObject()
                    .put("windowSeconds", chunk.window().toSeconds())
                    .put("variance", chunk.variance())
                    .put("chunks", chunk.chunks());
        }
        return tree;
    }

    private static MetricBaseline readMetric(ProfileCursor at) {
        double value = at.field("value").number();
        long samples = at.field("samples").wholeNumber();
        double variance = at.field("variance").number();
        List<MetricBaseline.ChunkVariance> chunks = at.field("chunks").items().stream()
                .map(chunk -> chunk.make(() -> new MetricBaseline.ChunkVariance(
                        chunk.field("windowSeconds").seconds(),
                        chunk.field("variance").number(),
                        chunk.field("chunks").smallNumber())))
                .toList();
        return at.make(() -> new MetricBaseline(value, samples, variance, chunks));
    }

    private static void putTime(ObjectNode tree, String name, @Nullable Instant time) {
        if (time != null) {
            tree.put(name, time.toString());
        }
    }
}
