package io.watchbill.cli;

import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.ShownText;
import io.watchbill.incidents.record.Work;
import io.watchbill.spec.Priority;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchbill incidents new}. */
@Command(
        name = "new",
        header = "Opens an incident that no metric sees, such as a data breach.",
        description = "",
        footer = {
            "",
            "Example:",
            "  @|bold watchbill incidents new --dir incidents --severity P1 --title 'Names in a public log'|@"
        })
final class IncidentsNewCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private IncidentOptions files = new IncidentOptions();

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Mixin
    private WhoOptions who = new WhoOptions();

    @Option(
            names = "--severity",
            paramLabel = "P1..P4",
            required = true,
            converter = PriorityConverter.class,
            description = "How severe it is, as far as is known.")
    private Priority severity = Priority.P1;

    @Option(names = "--title", paramLabel = "TEXT", required = true, description = "What happened, in a few words.")
    private String title = "";

    @Option(names = "--impact", paramLabel = "TEXT", description = "Who and what is affected.")
    private String impact = "";

    @Option(names = "--system", paramLabel = "NAME", description = "The system's name in its specification.")
    private @Nullable String system;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "When it began, such as 2026-11-26T03:12:00Z. Default: now.")
    private @Nullable String start;

    @Override
    public Integer call() {
        Instant begun = begun(InstantSource.system().instant());
        Incident incident = Work.reported(
                severity,
                ShownText.of(title, ShownText.TITLE),
                Optional.ofNullable(system).map(name -> ShownText.of(name, ShownText.TITLE)),
                IncidentOptions.text(impact),
                who.name(),
                begun);
        try {
            Incident filed = files.open(templates.incidentPage()).create(incident);
            PrintWriter out = spec.commandLine().getOut();
            out.println(files.path().resolve(filed.id() + ".md"));
            out.flush();
            return ExitCode.YES;
        } catch (IOException e) {
            throw new Failure(files.path() + ": the incident cannot be written: " + e, e);
        }
    }

    private Instant begun(Instant now) {
        if (title.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--title takes a few words, not nothing");
        }
        if (start == null) {
            return now.truncatedTo(ChronoUnit.SECONDS);
        }
        try {
            Instant begun = OffsetDateTime.parse(start).toInstant();
            if (!begun.isAfter(now)) {
                return begun;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new ParameterException(
                spec.commandLine(), "--start takes a time that has passed, such as 2026-11-26T03:12:00Z, not " + start);
    }
}
