package io.watchbill.cli;

import io.watchbill.cli.compile.Specifications;
import io.watchbill.spec.reader.Explanation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill explain}. */
@Command(
        name = "explain",
        header = "Prints a specification with every default filled in and where each value came from.",
        description = {
            "",
            "What the files of 'extends' merge to, as YAML. The comment behind a value is the file and line that wrote"
                    + " it, or 'default'.",
            ""
        },
        footer = {"", "Example:", "  @|bold watchbill explain ops.staging.yaml|@"})
final class ExplainCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", description = "An Operations Specification.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path file;

    @Override
    public Integer call() {
        Specifications read = Specifications.read(List.of(file));
        new FindingsPrinter(spec.commandLine().getErr(), Terminal.ofThisProcess()).print(read.findings());
        if (!read.hasErrors()) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(Explanation.yaml(read.loaded().get(0)));
            out.flush();
        }
        return FindingsPrinter.exitCode(read.findings());
    }
}
