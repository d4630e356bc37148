package io.watchbill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchbill incidents}. */
@Command(
        name = "incidents",
        header = "Keeps incident files: from Alertmanager's webhooks, and by hand.",
        description = {
            "",
            "An incident is a Markdown file in a folder: values at its head, a timeline that is kept, and your own text,"
                    + " which no command changes. 'serve' opens and ends incidents as alerts fire and end; the other"
                    + " commands are what people do, and also work where no server runs.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill incidents serve ops.yaml --dir incidents --alertmanager http://localhost:9093|@",
            "  @|bold watchbill incidents list --dir incidents|@",
            "  @|bold watchbill incidents ack INC-2026-0007 --dir incidents|@"
        },
        subcommands = {
            IncidentsServeCommand.class,
            IncidentsNewCommand.class,
            IncidentsListCommand.class,
            IncidentsWorkCommand.Ack.class,
            IncidentsWorkCommand.Triage.class,
            IncidentsWorkCommand.Mitigate.class,
            IncidentsWorkCommand.Resolve.class,
            IncidentsReviewCommand.class
        })
final class IncidentsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? (watchbill incidents --help lists them)");
    }
}
