package io.watchbill.cli;

import io.watchbill.alertmanager.RouteTable;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.cli.compile.RoutingForm;
import io.watchbill.cli.routing.RouteEntry;
import io.watchbill.plan.Fleet;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private SpecificationFiles files = new SpecificationFiles();

    @Mixin
    private BaseOptions base = new BaseOptions();

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        RoutingForm form = base.form();
        return files.read(read -> PlannedFleet.of(
                        read, target.target(), form, spec.commandLine().getErr())
                .map(fleet -> show(fleet, form.file(fleet)))
                .orElse(ExitCode.NO));
    }

    private int show(Fleet fleet, AlertmanagerFile file) {
        List<RouteTable.Row> rows = RouteTable.of(fleet, file);
        PrintWriter out = spec.commandLine().getOut();
        switch (format.format()) {
            case TEXT -> out.print(RouteEntry.text(rows));
            case JSON -> out.println(Json.text(rows.stream().map(RouteEntry::of).toList()));
        }
        out.flush();
        return ExitCode.YES;
    }
}
