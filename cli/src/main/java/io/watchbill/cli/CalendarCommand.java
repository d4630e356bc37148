package io.watchbill.cli;

import io.watchbill.alertmanager.icalendar.CalendarText;
import io.watchbill.alertmanager.icalendar.Event;
import io.watchbill.alertmanager.icalendar.Events;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.planned.TextTable;
import io.watchbill.cli.planned.Times;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.calendar.Occurrence;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchbill calendar}. */
@Command(
        name = "calendar",
        header = "Shows when maintenance takes place.",
        description = {
            "",
            "Every window of the coming months: its local time, the same in UTC, and how long it really lasts, which is"
                    + " not what its specification says on a day on which the clocks change in it. --format ics is for"
                    + " calendars; reading it again replaces what is there.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill calendar ops.yaml|@",
            "  @|bold watchbill calendar systems/*.yaml --months 3 --format ics > maintenance.ics|@"
        })
final class CalendarCommand implements Callable<Integer> {

    private static final int YEAR = 12;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private SpecificationFiles files = new SpecificationFiles();

    @Option(names = "--from", paramLabel = "DATE", description = "The first day, in UTC. Default: today.")
    private @Nullable LocalDate from;

    @Option(
            names = "--months",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many months from there. Default: 12.")
    private int months = YEAR;

    @Mixin
    private CalendarFormatOption format = new CalendarFormatOption();

    /**
     * A window as programs read it.
     *
     * @param start what the clock shows
     * @param end what the clock shows
     * @param from in UTC
     * @param to in UTC
     * @param seconds how long it really lasts
     * @param clocksChange whether that is not what the clock says
     */
    private record Entry(
            String system,
            String window,
            String timezone,
            String start,
            String end,
            String from,
            String to,
            long seconds,
            boolean clocksChange,
            List<String> mutes) {}

    /** One time of a window. */
    private record Planned(OperationsSpecification of, MaintenanceWindow window, Occurrence one) {

        Entry entry() {
            return new Entry(
                    of.metadata().name(),
                    window.name(),
                    window.timezone().getId(),
                    one.start().toString(),
                    one.end().toString(),
                    one.from().toString(),
                    one.to().toString(),
                    one.elapsed().toSeconds(),
                    !one.isPlain(),
                    window.mutes().stream().map(Priority::name).toList());
        }
    }

    @Override
    public Integer call() {
        return files.read(this::show);
    }

    private int show(Specifications read) {
        LocalDate first = from == null ? LocalDate.now(ZoneOffset.UTC) : from;
        Instant begin = first.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = first.plusMonths(months).atStartOfDay(ZoneOffset.UTC).toInstant();
        PrintWriter out = spec.commandLine().getOut();
        switch (format.format()) {
            case TEXT -> print(planned(read, begin, end), out);
            case JSON ->
                out.println(Json.text(
                        planned(read, begin, end).stream().map(Planned::entry).toList()));
            case ICS -> {
                List<Event> events = new ArrayList<>();
                read.loaded().forEach(loaded -> events.addAll(Events.maintenance(loaded.specification(), begin, end)));
                out.print(CalendarText.of(events, begin));
            }
        }
        out.flush();
        return ExitCode.YES;
    }

    private static List<Planned> planned(Specifications read, Instant begin, Instant end) {
        return read.loaded().stream()
                .map(loaded -> loaded.specification())
                .flatMap(of -> of.maintenance().stream()
                        .flatMap(window ->
                                window.occurrences(begin, end).stream().map(one -> new Planned(of, window, one))))
                .sorted(Comparator.comparing(planned -> planned.one().from()))
                .toList();
    }

    private static void print(List<Planned> all, PrintWriter out) {
        if (all.isEmpty()) {
            out.println("no maintenance");
            return;
        }
        TextTable table = new TextTable("system", "window", "local", "zone", "UTC", "lasts", "silences");
        for (Planned planned : all) {
            Occurrence one = planned.one();
            MaintenanceWindow window = planned.window();
            table.add(
                    planned.of().metadata().name(),
                    window.name(),
                    Times.local(one.start().atZone(ZoneOffset.UTC)),
                    window.timezone().getId(),
                    Times.utc(one.from().atZone(ZoneOffset.UTC)),
                    lasts(one),
                    window.mutes().stream().map(Priority::name).collect(Collectors.joining(" ")));
        }
        table.print(out, 0);
    }

    private static String lasts(Occurrence one) {
        String real = Times.length(one.elapsed());
        return one.isPlain()
                ? real
                : real + ", not " + Times.length(Duration.between(one.start(), one.end())) + ": the clocks change";
    }
}
