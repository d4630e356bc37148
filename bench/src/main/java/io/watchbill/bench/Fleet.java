package io.watchbill.bench;

import io.watchbill.statistics.ProfileJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Many models of one specification, with one reference profile. Their windows are short, so that an hour sees them full and
 * everything in them pass; a prediction waits ten minutes for its label.
 *
 * @param workload the events of each
 * @param models how many
 */
record Fleet(Workload workload, int models) {
    private static final String MODEL = """
              %s:
                task: binary-classification
                positiveClass: 'yes'
                references: {default: bench.profile.json}
                features:
            %s    drift: {windows: [5m, 15m], minimumSamples: 2000}
                performance: {windows: [15m], maximumLabelDelay: 10m}
            """;

    /** Writes the specification and its profile; gives the specification's path. */
    Path write(Path folder) throws IOException {
        Files.writeString(folder.resolve("bench.profile.json"), ProfileJson.write(workload.profile()));
        StringBuilder text = new StringBuilder("""
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: fleet, title: Fleet, owner: bench, description: Many models of one exporter.}
                sources:
                  application: [{preset: watchbill}]
                models:
                """);
        for (int model = 0; model < models; model++) {
            text.append(MODEL.formatted(name(model), workload.features()));
        }
        return Files.writeString(folder.resolve("ops.yaml"), text);
    }

    /** The name of a model. */
    static String name(int model) {
        return "model_" + model;
    }

    /** A body of a model's events with ids. */
    byte[] body(int model, long seed) {
        return workload.body(name(model), seed, true);
    }
}
