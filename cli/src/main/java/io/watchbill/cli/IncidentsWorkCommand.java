package io.watchbill.cli;

import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentFolder.Stored;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.RefusedException;
import io.watchbill.incidents.record.Work;
import io.watchbill.spec.Priority;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people do to an incident: each is a line of its timeline. */
abstract class IncidentsWorkCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Of the incident, such as INC-2026-0007.")
    private String id = "";

    @Mixin
    private IncidentOptions files = new IncidentOptions();

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Mixin
    private WhoOptions who = new WhoOptions();

    /** The incident after it. */
    abstract Incident done(Incident incident, String by, Instant at) throws RefusedException;

    @Override
    public Integer call() {
        IncidentFolder folder = files.existing(templates.incidentPage());
        Stored stored = files.find(folder, id);
        PrintWriter out = spec.commandLine().getOut();
        Instant at = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            files.<RefusedException>edit(folder, stored, file -> {
                Incident now = done(file.incident(), who.name(), at);
                out.println(now.id() + " " + now.severity() + " " + now.status().text() + ": " + stored.path());
                if (!file.changedParts().isEmpty()) {
                    out.println("edited by hand and kept as it is: " + String.join(", ", file.changedParts()));
                }
                return Optional.of(now);
            });
            out.flush();
            return ExitCode.YES;
        } catch (RefusedException e) {
            spec.commandLine().getErr().println("watchbill: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return ExitCode.NO;
        }
    }

    /** What is done with a note for the timeline. */
    abstract static class Noted extends IncidentsWorkCommand {

        private final Step step;

        @Option(names = "--note", paramLabel = "TEXT", description = "What is done, for the timeline.")
        private String note = "";

        Noted(Step step) {
            this.step = step;
        }

        @Override
        Incident done(Incident incident, String by, Instant at) throws RefusedException {
            return step.of(incident, by, IncidentOptions.text(note), at);
        }
    }

    /** A step of the work on an incident. */
    private interface Step {
        Incident of(Incident incident, String by, String note, Instant at) throws RefusedException;
    }

    /** {@code watchbill incidents ack}. */
    @Command(
            name = "ack",
            header = "Says that somebody has taken an incident on: the clock of its response stops.",
            description = "",
            footer = {"", "Example:", "  @|bold watchbill incidents ack INC-2026-0007 --dir incidents|@"})
    static final class Ack extends Noted {

        Ack() {
            super(Work::acknowledged);
        }
    }

    /** {@code watchbill incidents triage}. */
    @Command(
            name = "triage",
            header = "Says how severe an incident is: the clock of its response begins anew.",
            description = "",
            footer = {
                "",
                "Example:",
                "  @|bold watchbill incidents triage INC-2026-0007 --dir incidents --severity P1|@"
            })
    static final class Triage extends IncidentsWorkCommand {

        @Option(
                names = "--severity",
                paramLabel = "P1..P4",
                required = true,
                converter = PriorityConverter.class,
                description = "How severe it is.")
        private Priority severity = Priority.P1;

        @Option(names = "--impact", paramLabel = "TEXT", description = "Who and what is affected.")
        private String impact = "";

        @Override
        Incident done(Incident incident, String by, Instant at) throws RefusedException {
            return Work.triaged(incident, severity, IncidentOptions.text(impact), by, at);
        }
    }

    /** {@code watchbill incidents mitigate}. */
    @Command(
            name = "mitigate",
            header = "Says that the damage of an incident is stopped, though its cause may still be there.",
            description = "",
            footer = {
                "",
                "Example:",
                "  @|bold watchbill incidents mitigate INC-2026-0007 --dir incidents --note 'rolled back'|@"
            })
    static final class Mitigate extends Noted {

        Mitigate() {
            super(Work::mitigated);
        }
    }

    /** {@code watchbill incidents resolve}. */
    @Command(
            name = "resolve",
            header = "Says that an incident is over, whatever its alert says.",
            description = "",
            footer = {
                "",
                "Example:",
                "  @|bold watchbill incidents resolve INC-2026-0007 --dir incidents --note 'key revoked'|@"
            })
    static final class Resolve extends Noted {

        Resolve() {
            super(Work::resolved);
        }
    }
}
