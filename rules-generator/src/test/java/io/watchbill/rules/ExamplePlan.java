package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plans of specifications on disk. */
public final class ExamplePlan {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    private ExamplePlan() {}

    /** The plan of the flight-delay example, with a hash that does not change with every word of it. */
    public static Plan flightDelay() {
        return Planner.plan(read(EXAMPLE).specification(), "0123456789abcdef", Target.DEFAULT);
    }

    /** The plan of a specification without errors. */
    public static Plan of(Path file, Target target) {
        return Planner.plan(read(file), target);
    }

    /** Writes an artifact to its place under {@code directory}. */
    public static Path write(Path directory, Artifact artifact) {
        try {
            Path file = directory.resolve(artifact.path());
            Files.createDirectories(file.getParent());
            return Files.writeString(file, artifact.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes artifacts to their places under {@code directory}; the first of them. */
    public static Path write(Path directory, List<Artifact> artifacts) {
        return artifacts.stream()
                .map(artifact -> write(directory, artifact))
                .toList()
                .get(0);
    }

    private static LoadedSpecification read(Path file) {
        ReadResult result = new SpecificationReader(TextFiles.ofFileSystem()).read(file);
        assertThat(result.findings()).as("findings of %s", file).isEmpty();
        return result.loaded().orElseThrow();
    }
}
