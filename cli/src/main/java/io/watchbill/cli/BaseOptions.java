package io.watchbill.cli;

import io.watchbill.alertmanager.base.BaseFile;
import io.watchbill.cli.compile.RoutingForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A team's own alertmanager.yml. */
final class BaseOptions {

    @Option(
            names = "--alertmanager-base",
            paramLabel = "FILE",
            description = "Your own alertmanager.yml, into which the routes go: what it says stays. Receivers that a"
                    + " specification names and does not describe are looked for in it.")
    private @Nullable Path base;

    /** @throws Failure where it is none */
    Optional<BaseFile> base() {
        return Optional.ofNullable(base).map(BaseOptions::read);
    }

    /** Into the team's own file, where there is one. */
    RoutingForm form() {
        return base().<RoutingForm>map(RoutingForm.Within::new).orElseGet(RoutingForm.Whole::new);
    }

    private static BaseFile read(Path file) {
        try {
            BaseFile.Reading reading = BaseFile.read(file.toString(), Files.readString(file));
            return reading.base()
                    .orElseThrow(() -> new Failure(reading.problems().stream()
                            .map(problem -> problem.place() + ": " + problem.message())
                            .collect(Collectors.joining("\n"))));
        } catch (IOException e) {
            throw new Failure(file + ": cannot be read as an alertmanager.yml: " + e.getMessage(), e);
        }
    }
}
