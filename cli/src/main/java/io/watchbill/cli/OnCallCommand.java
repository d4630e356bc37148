package io.watchbill.cli;

import io.watchbill.alertmanager.icalendar.CalendarText;
import io.watchbill.alertmanager.icalendar.Event;
import io.watchbill.alertmanager.icalendar.Events;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.planned.OnCallView;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.LoadedSpecification;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchbill oncall}. */
@Command(
        name = "oncall",
        header = "Says who stands watch, who is next, and whom an alert reaches when.",
        description = {
            "",
            "For each role who stands watch, until when, and who follows; for each priority the levels of its escalation"
                    + " with the time at which each is reached. --format ics is for calendars: the watches of the"
                    + " coming months.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill oncall ops.yaml|@",
            "  @|bold watchbill oncall ops.yaml --at 2026-12-24T22:00|@",
            "  @|bold watchbill oncall ops.yaml --months 3 --format ics > watches.ics|@"
        })
final class OnCallCommand implements Callable<Integer> {

    private static final int QUARTER = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private SpecificationFiles files = new SpecificationFiles();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "2026-12-24T22:00 in the on-call's time zone, or 2026-12-24T22:00Z. Default: now.")
    private @Nullable String at;

    @Option(
            names = "--months",
            paramLabel = "N",
            defaultValue = "3",
            description = "For --format ics: how many months from there. Default: 3.")
    private int months = QUARTER;

    @Option(
            names = "--include-contacts",
            description = "Also print how people are reached. What is kept in a variable or a file stays there.")
    private boolean contacts;

    @Mixin
    private CalendarFormatOption format = new CalendarFormatOption();

    @Override
    public Integer call() {
        return files.read(this::show);
    }

    private int show(Specifications read) {
        PrintWriter out = spec.commandLine().getOut();
        List<OnCallView> views = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        Instant stamp = Instant.MAX;
        for (LoadedSpecification loaded : read.loaded()) {
            OperationsSpecification specification = loaded.specification();
            Instant when = when(specification.onCall().timezone());
            stamp = when.isBefore(stamp) ? when : stamp;
            Instant end = when.atZone(ZoneOffset.UTC).plusMonths(months).toInstant();
            if (format.format() == CalendarFormat.ICS) {
                events.addAll(Events.watches(specification, when, end));
            } else {
                views.add(OnCallView.of(specification, when, contacts));
            }
        }
        switch (format.format()) {
            case TEXT -> views.forEach(view -> view.print(out));
            case JSON -> out.println(Json.text(views));
            case ICS -> out.print(CalendarText.of(events, stamp));
        }
        out.flush();
        return ExitCode.YES;
    }

    private Instant when(ZoneId zone) {
        if (at == null) {
            return Instant.now();
        }
        try {
            return OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException local) {
            try {
                return LocalDateTime.parse(at.replace(' ', 'T')).atZone(zone).toInstant();
            } catch (DateTimeException none) {
                throw new ParameterException(
                        spec.commandLine(), "--at: '" + at + "' is no time such as 2026-12-24T22:00", none);
            }
        }
    }
}
