package io.watchbill.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code watchbill} command. What it does is done by its subcommands; alone it says which there are. */
@Command(
        name = "watchbill",
        header = "Compiles one Operations Specification into a monitored ML system.",
        description = {
            "",
            "From one YAML file come the exporter's settings, Prometheus rules, Alertmanager routes, Grafana dashboards"
                    + " and runbooks, and they agree.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill demo|@                                   see it work, on real flights",
            "  @|bold watchbill check ops.yaml|@                         what is wrong, and is every alert a good one?",
            "  @|bold watchbill compile ops.yaml -o generated|@          write rules, routes, dashboards, runbooks",
            "  @|bold watchbill compile ops.yaml -o generated --check|@  are they current? (for CI)"
        },
        subcommands = {
            InitCommand.class,
            ProfileCommand.class,
            EvaluateCommand.class,
            CheckCommand.class,
            CompileCommand.class,
            VerifyCommand.class,
            CalendarCommand.class,
            OnCallCommand.class,
            SilencesCommand.class,
            RoutesCommand.class,
            WhatIfCommand.class,
            ExplainCommand.class,
            ImportCommand.class,
            MetricsCommand.class,
            IncidentsCommand.class,
            DemoCommand.class
        })
public final class Watchbill implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    public static void main(String[] arguments) {
        HeadStart.begin(List.of(arguments));
        System.exit(commandLine().execute(arguments));
    }

    /** The command with its subcommands, as {@code main} runs it and as the tests and the documentation print it. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Watchbill());
        commandLine.setExecutionStrategy(Watchbill::execute);
        commandLine.setExecutionExceptionHandler(Watchbill::failed);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        CommandStyle.apply(commandLine);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? (watchbill --help lists them)");
    }

    private static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            // What needed the memory is let go of by now.
            PrintWriter err = parsed.commandSpec().commandLine().getErr();
            err.println(MemoryShortage.text(e, parsed, Runtime.getRuntime().maxMemory()));
            err.flush();
            return ExitCode.NO_ANSWER;
        }
    }

    private static int failed(Exception exception, CommandLine commandLine, ParseResult ignored) {
        PrintWriter err = commandLine.getErr();
        if (exception instanceof Failure) {
            err.println("watchbill: " + exception.getMessage());
        } else {
            err.println("watchbill: this is a fault of watchbill itself, not of your files; please report it with these"
                    + " lines:");
            exception.printStackTrace(err);
        }
        err.flush();
        return ExitCode.NO_ANSWER;
    }
}
