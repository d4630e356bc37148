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

/** Events of a classifier with 16 numeric and 4 categorical features, its specification and its reference profile. */
final class Workload {
    /** Events in one body. */
    static final int EVENTS = 100;

    private static final int NUMERIC = 16;
    private static final int CATEGORICAL = 4;
    private static final int CATEGORIES = 50;
    private static final int REFERENCE = 20_000;
    private static final int ID_DIGITS = 12;
    private static final String ID = "\"id\":\"";

    private Workload() {}

    /** Writes the specification and its profile; gives the specification's path. */
    static Path write(Path folder) throws IOException {
        StringBuilder features = new StringBuilder();
        for (int i = 0; i < NUMERIC; i++) {
            features.append("      n").append(i).append(": {type: numeric}\n");
        }
        for (int i = 0; i < CATEGORICAL; i++) {
            features.append("      c").append(i).append(": {type: categorical}\n");
        }
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
                """.formatted(features));
    }

    private static ReferenceProfile profile() {
        Random random = new Random(1);
        List<ColumnReference> columns = new ArrayList<>();
        for (int i = 0; i < NUMERIC; i++) {
            double[] values = random.doubles(REFERENCE, 0, 1_000).sorted().toArray();
            NumericReferenceBuilder column = new NumericReferenceBuilder("n" + i, ColumnKind.FEATURE, REFERENCE);
            for (double value : values) {
                column.add(value, 1);
            }
            columns.add(column.build(0, 0));
        }
        for (int i = 0; i < CATEGORICAL; i++) {
            CategoricalReferenceBuilder column = new CategoricalReferenceBuilder("c" + i, ColumnKind.FEATURE, 100);
            for (int category = 0; category < CATEGORIES; category++) {
                column.add("category-" + category, REFERENCE / CATEGORIES);
            }
            columns.add(column.build(0, 0));
        }
        columns.add(new CategoricalReferenceBuilder("prediction", ColumnKind.PREDICTION, 100)
                .add("yes", REFERENCE / 2)
                .add("no", REFERENCE / 2)
                .build(0, 0));
        return new ReferenceProfile("bench", null, REFERENCE, null, null, "seed 1", columns, null, null);
    }

    /** A body of events without a time, so that they happen as they arrive; different for every seed. */
    static byte[] body(long seed, boolean withIds) {
        Random random = new Random(seed);
        StringBuilder body = new StringBuilder();
        for (int event = 0; event < EVENTS; event++) {
            body.append("{\"kind\":\"prediction\",\"model\":\"bench\",\"version\":\"v1\",");
            if (withIds) {
                body.append(ID).append("0".repeat(ID_DIGITS)).append("\",");
            }
            body.append("\"features\":{");
            for (int i = 0; i < NUMERIC; i++) {
                body.append("\"n").append(i).append("\":");
                body.append(String.format(Locale.ROOT, "%.4f", random.nextDouble() * 1_000))
                        .append(',');
            }
            for (int i = 0; i < CATEGORICAL; i++) {
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
