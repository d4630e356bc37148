package io.watchbill.bench;

import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * Events of a classifier, its specification and its reference profile.
 *
 * @param continuous features with a value of their own for every event
 * @param whole features that are hours of the day
 * @param categorical features of 50 categories
 */
record Workload(int continuous, int whole, int categorical) {
    /** 20 features, 16 of them continuous. */
    static final Workload EVENT = new Workload(16, 0, 4);
    /** 98 features, which with prediction and confidence are 100 columns. */
    static final Workload WIDE = new Workload(58, 20, 20);
    /** Events in one body. */
    static final int EVENTS = 100;

    static final int REFERENCE = 20_000;

    private static final int CATEGORIES = 50;
    private static final int HOURS = 24;
    private static final int ID_DIGITS = 12;
    private static final String ID = "\"id\":\"";

    /** Writes the specification and its profile; gives the specification's path. */
    Path write(Path folder) throws IOException {
        Files.writeString(folder.resolve("bench.profile.json"), ProfileJson.write(profile()));
        return Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: bench, title: Bench, owner: bench, description: The load of the benchmarks.}
                models:
                  bench:
                    task: binary-classification
                    positiveClass: 'yes'
                    references: {default: bench.profile.json}
                    features:
                %s    drift: {windows: [24h, 7d], minimumSamples: 2000}
                sources:
                  application: [{preset: watchbill}]
                """.formatted(features()));
    }

    /** The features as the specification names them, a line each. */
    String features() {
        StringBuilder features = new StringBuilder();
        for (int i = 0; i < continuous + whole; i++) {
            features.append("      n").append(i).append(": {type: numeric}\n");
        }
        for (int i = 0; i < categorical; i++) {
            features.append("      c").append(i).append(": {type: categorical}\n");
        }
        return features.toString();
    }

    /** The reference profile, the same every time. */
    ReferenceProfile profile() {
        Random random = new Random(1);
        List<ColumnReference> columns = new ArrayList<>();
        for (int i = 0; i < continuous; i++) {
            columns.add(numeric("n" + i, ColumnKind.FEATURE, random.doubles(REFERENCE, 0, 1_000)));
        }
        for (int i = continuous; i < continuous + whole; i++) {
            NumericReferenceBuilder column = new NumericReferenceBuilder("n" + i, ColumnKind.FEATURE, REFERENCE);
            for (int hour = 0; hour < HOURS; hour++) {
                column.add(hour, REFERENCE / HOURS + (hour < REFERENCE % HOURS ? 1 : 0));
            }
            columns.add(column.build(0, 0));
        }
        for (int i = 0; i < categorical; i++) {
            CategoricalReferenceBuilder column = new CategoricalReferenceBuilder("c" + i, ColumnKind.FEATURE, 100);
            for (int category = 0; category < CATEGORIES; category++) {
                column.add("category-" + category, REFERENCE / CATEGORIES);
            }
            columns.add(column.build(0, 0));
        }
        columns.add(numeric("confidence", ColumnKind.CONFIDENCE, random.doubles(REFERENCE, 0.5, 1)));
        columns.add(new CategoricalReferenceBuilder("prediction", ColumnKind.PREDICTION, 100)
                .add("yes", REFERENCE / 2)
                .add("no", REFERENCE / 2)
                .build(0, 0));
        return new ReferenceProfile("bench", null, REFERENCE, null, null, "seed 1", columns, null, null);
    }

    private static ColumnReference numeric(String name, ColumnKind kind, DoubleStream values) {
        NumericReferenceBuilder column = new NumericReferenceBuilder(name, kind, REFERENCE);
        values.sorted().forEach(value -> column.add(value, 1));
        return column.build(0, 0);
    }

    /** A body of events without a time, so that they happen as they arrive; different for every seed. */
    byte[] body(long seed, boolean withIds) {
        return body("bench", seed, withIds);
    }

    /** The same for a model of another name. */
    byte[] body(String model, long seed, boolean withIds) {
        Random random = new Random(seed);
        StringBuilder body = new StringBuilder();
        for (int event = 0; event < EVENTS; event++) {
            body.append("{\"kind\":\"prediction\",\"model\":\"").append(model).append("\",\"version\":\"v1\",");
            if (withIds) {
                body.append(ID).append("0".repeat(ID_DIGITS)).append("\",");
            }
            body.append("\"features\":{");
            for (int i = 0; i < continuous; i++) {
                body.append("\"n").append(i).append("\":");
                body.append(String.format(Locale.ROOT, "%.4f", random.nextDouble() * 1_000))
                        .append(',');
            }
            for (int i = continuous; i < continuous + whole; i++) {
                body.append("\"n").append(i).append("\":");
                body.append(random.nextInt(HOURS)).append(',');
            }
            for (int i = 0; i < categorical; i++) {
                body.append(i == 0 ? "" : ",").append("\"c").append(i).append("\":\"category-");
                body.append(random.nextInt(CATEGORIES)).append('"');
            }
            double score = random.nextDouble();
            body.append("},\"prediction\":\"").append(score > 0.5 ? "yes" : "no");
            body.append("\",\"score\":").append(String.format(Locale.ROOT, "%.4f", score));
            body.append(",\"latencyMs\":").append(1 + random.nextInt(50)).append("}\n");
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The id that {@link #number} gives. */
    static String id(long number) {
        return String.format(Locale.ROOT, "%0" + ID_DIGITS + "d", number);
    }

    /** Where the ids' digits are in a body. */
    static int[] idOffsets(byte[] body) {
        String text = new String(body, StandardCharsets.US_ASCII);
        int[] offsets = new int[EVENTS];
        int from = 0;
        for (int event = 0; event < EVENTS; event++) {
            offsets[event] = text.indexOf(ID, from) + ID.length();
            from = offsets[event];
        }
        return offsets;
    }

    /** Gives every event of the body an id of its own. */
    static void number(byte[] body, int[] offsets, long first) {
        for (int event = 0; event < offsets.length; event++) {
            long rest = first + event;
            for (int digit = ID_DIGITS - 1; digit >= 0; digit--) {
                body[offsets[event] + digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }
}
