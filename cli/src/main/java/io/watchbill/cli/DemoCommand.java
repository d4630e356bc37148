package io.watchbill.cli;

import io.watchbill.cli.demo.Demo;
import io.watchbill.cli.demo.DemoSettings;
import io.watchbill.cli.demo.DemoView;
import io.watchbill.cli.demo.PlainView;
import io.watchbill.cli.demo.TerminalView;
import io.watchbill.examples.flightdelay.Bug;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchbill demo}. */
@Command(
        name = "demo",
        header = "Shows the whole way from a specification to an answered alert, on real flights.",
        description = {
            "",
            "Starts the exporter, node_exporter, Prometheus and Alertmanager on free ports of this machine, replays US"
                    + " flights from February 2001 in lock-step with Prometheus, and ends when the fault of 1 March has"
                    + " been detected, fired and routed. Programs that are not on the PATH are fetched once into"
                    + " ~/.cache/watchbill; nothing is installed, and nothing keeps running.",
            ""
        },
        footer = {
            "",
            "With --once the exit code is 0 only if the fault's drift alert reached the P2 receiver, as its webhook and"
                    + " Alertmanager's API say, and no drift alert fired before the fault.",
            "",
            "Examples:",
            "  @|bold watchbill demo|@                     then look at Prometheus and Alertmanager; Ctrl-C ends it",
            "  @|bold watchbill demo --once --bug hours|@  another fault, as a test"
        })
final class DemoCommand implements Callable<Integer> {

    private static final LocalDate FIRST = LocalDate.of(2001, 2, 1);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(names = "--once", description = "End by itself instead of leaving the stack to look at.")
    private boolean once;

    @Option(
            names = "--bug",
            paramLabel = "BUG",
            defaultValue = "unit",
            description = "What goes wrong upstream on 1 March: unit (the distance arrives in kilometres), hours (the"
                    + " hour of departure arrives in UTC), none. Default: unit.")
    private Bug bug = Bug.UNIT;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            defaultValue = "2001-02-01",
            description = "Where production begins: a day of February 2001. Default: 2001-02-01.")
    private LocalDate from = FIRST;

    @Option(
            names = "--speed",
            paramLabel = "STEPS",
            description = "At most this many steps of three hours a second. Default: as fast as Prometheus evaluates.")
    private @Nullable Double speed;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "An empty folder for generated files, data and logs. Default: a new temporary folder.")
    private @Nullable Path work;

    @Override
    public Integer call() {
        if (speed != null && !(speed > 0)) {
            throw new ParameterException(spec.commandLine(), "--speed takes a number over 0, not " + speed);
        }
        if (from.isBefore(FIRST) || !from.isBefore(FIRST.plusMonths(1))) {
            throw new ParameterException(spec.commandLine(), "--from takes a day of February 2001, not " + from);
        }
        PrintWriter out = spec.commandLine().getOut();
        DemoView view = Terminal.isTerminal() ? new TerminalView(out) : new PlainView(out);
        DemoSettings settings = new DemoSettings(
                home(),
                folder(),
                bug,
                from,
                once,
                CommandStyle.version(),
                speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed));
        return new Demo(settings, view).run() ? ExitCode.YES : ExitCode.NO;
    }

    private static Path home() {
        return Checkout.home()
                .orElseThrow(
                        () -> new Failure("the demo runs from a checkout of Watchbill: start it by ./watchbill demo"));
    }

    private Path folder() {
        try {
            if (work == null) {
                return Files.createTempDirectory("watchbill-demo-");
            }
            Files.createDirectories(work);
            try (var entries = Files.list(work)) {
                if (entries.findAny().isPresent()) {
                    throw new ParameterException(spec.commandLine(), "--work: " + work + " is not empty");
                }
            }
            return work.toAbsolutePath();
        } catch (IOException e) {
            throw new Failure("cannot make a folder for the demo: " + e, e);
        }
    }
}
