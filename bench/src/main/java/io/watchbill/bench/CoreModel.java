package io.watchbill.bench;

import io.watchbill.engine.Admission;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.Binner;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.engine.StateSettings;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The exporter's core without its server: one model's plan and state. Its clock is the time that {@link #at} is given. */
final class CoreModel {
    private static final long MONDAY = 1_700_438_400_000L;

    private final Workload workload;
    private final String name;
    private final Decoder decoder;
    private final Binner binner;
    private final ModelState state;

    CoreModel(Workload workload) throws IOException {
        this(workload, planned(workload::write).get(0));
    }

    private CoreModel(Workload workload, ModelPlan plan) {
        this.workload = workload;
        this.name = plan.name();
        this.decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        this.binner = new Binner(plan);
        this.state =
                new ModelState(plan, new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000));
    }

    /** All models of a fleet. */
    static List<CoreModel> of(Fleet fleet) throws IOException {
        return planned(fleet::write).stream()
                .map(plan -> new CoreModel(fleet.workload(), plan))
                .toList();
    }

    private interface Specification {
        Path write(Path folder) throws IOException;
    }

    private static List<ModelPlan> planned(Specification written) throws IOException {
        Path folder = Files.createTempDirectory("watchbill-bench");
        try {
            OperationsSpecification specification = new SpecificationReader(TextFiles.ofFileSystem())
                    .read(written.write(folder))
                    .loaded()
                    .orElseThrow()
                    .specification();
            ReferenceProfile profile = ProfileJson.read(Files.readAllBytes(folder.resolve("bench.profile.json")));
            return specification.models().stream()
                    .map(model -> new ModelPlan(
                            model, specification.business(), Map.of(ModelPlan.DEFAULT_VERSION, profile), List.of()))
                    .toList();
        } finally {
            delete(folder);
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    Decoder decoder() {
        return decoder;
    }

    Binner binner() {
        return binner;
    }

    ModelState state() {
        return state;
    }

    /** Decoded events without a time; different for every seed. */
    DecodedBatch decoded(long seed) {
        byte[] body = workload.body(name, seed, false);
        return decoder.decode(body, body.length, Decoder.Format.LINES).batches().get(0);
    }

    /** Takes events as having happened so long after the start. */
    Admission at(DecodedBatch batch, Duration sinceStart) {
        return state.admit(batch, MONDAY + sinceStart.toMillis(), sinceStart.toNanos(), new Rejections());
    }

    /** Spreads so many batches evenly over the days, ending with the last of them. */
    void fill(Duration length, int batches, DecodedBatch[] from) {
        for (int i = 0; i < batches; i++) {
            DecodedBatch batch = from[i % from.length];
            apply(batch, length.multipliedBy(i + 1L).dividedBy(batches));
        }
    }

    /** Bins and counts events as having happened so long after the start. */
    void apply(DecodedBatch batch, Duration sinceStart) {
        BinnedBatch binned = binner.bin(batch, at(batch, sinceStart));
        state.apply(binned, state.appliedRows() + 1);
    }
}
