package io.watchbill.cli;

import io.watchbill.cli.compile.Specifications;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The specifications that a command is about. */
final class SpecificationFiles {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", arity = "1..*", description = "Operations Specifications, each of one system.")
    private List<Path> files = new ArrayList<>();

    List<Path> paths() {
        return List.copyOf(files);
    }

    /** Reads them, prints what is wrong with them, and has {@code command} go on if nothing stands in the way. */
    int read(ToIntFunction<Specifications> command) {
        Specifications read = Specifications.read(files);
        new FindingsPrinter(spec.commandLine().getErr(), Terminal.ofThisProcess()).print(read.findings());
        return read.hasErrors() ? FindingsPrinter.exitCode(read.findings()) : command.applyAsInt(read);
    }
}
