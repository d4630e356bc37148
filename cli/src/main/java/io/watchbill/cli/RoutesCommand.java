package io.watchbill.cli;

import io.watchbill.alertmanager.RouteTable;
import io.watchbill.cli.routing.RouteEntry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill routes}. */
@Command(
        name = "routes",
        header = "Lists for every alert who is told, through what, how soon and when.",
        description = {
            "",
            "From the routes that compile writes: the receivers of each alert, how long the first message waits, when it"
                    + " is told again, the times in which nobody is told, and the alerts that silence it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill routes ops.yaml|@",
            "  @|bold watchbill routes systems/*.yaml --format json|@"
        })
final class RoutesCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", arity = "1..*", description = "Operations Specifications, each of one system.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people) or json. Default: text.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        PlannedFleet planned =
                PlannedFleet.read(files, target.target(), spec.commandLine().getErr());
        Optional<Integer> refused = planned.exitCode();
        if (refused.isPresent()) {
            return refused.get();
        }
        List<RouteTable.Row> rows = RouteTable.of(planned.fleet());
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> out.print(RouteEntry.text(rows));
            case JSON -> out.println(Json.text(rows.stream().map(RouteEntry::of).toList()));
        }
        out.flush();
        return ExitCode.YES;
    }
}
