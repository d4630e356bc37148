package io.watchbill.cli;

import io.watchbill.alertmanager.silence.PlannedSilence;
import io.watchbill.alertmanager.silence.SilenceStep;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.planned.SilenceApi;
import io.watchbill.cli.planned.TextTable;
import io.watchbill.cli.planned.Times;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.LoadedSpecification;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchbill silences}. */
@Command(
        name = "silences",
        header = "Shows the next maintenance as silences, or sets them in a running Alertmanager.",
        description = {
            "",
            "The other way to keep maintenance quiet, where alertmanager.yml is not compiled: silences that people see in"
                    + " Alertmanager's own pages and can end. The comment of each carries a tag, so that running the"
                    + " command again changes nothing; a window that has moved takes its silence with it, one that is"
                    + " gone ends it, and a silence that somebody has ended stays so.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill silences ops.yaml|@",
            "  @|bold watchbill silences ops.yaml --apply http://alertmanager:9093|@   once a day, by a timer"
        })
final class SilencesCommand implements Callable<Integer> {

    private static final int SOME = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private SpecificationFiles files = new SpecificationFiles();

    @Option(
            names = "--next",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many times of each window. Default: 3.")
    private int next = SOME;

    @Option(names = "--apply", paramLabel = "URL", description = "The Alertmanager whose silences are set.")
    private @Nullable URI apply;

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The time from which the next ones are looked for, such as 2026-12-24T22:00Z. Default: now.")
    private @Nullable OffsetDateTime now;

    @Mixin
    private FormatOption format = new FormatOption();

    /**
     * A silence as programs read it.
     *
     * @param done what was done; null where nothing was asked for
     * @param id of the silence in Alertmanager; null where there is none
     */
    private record Entry(
            String system,
            String window,
            String startsAt,
            String endsAt,
            List<PlannedSilence.Match> matchers,
            String comment,
            @Nullable String done,
            @Nullable String id) {

        static Entry of(PlannedSilence silence, @Nullable String done, @Nullable String id) {
            return new Entry(
                    silence.system(),
                    silence.window(),
                    silence.startsAt().toString(),
                    silence.endsAt().toString(),
                    silence.matchers(),
                    silence.comment(),
                    done,
                    id);
        }
    }

    @Override
    public Integer call() {
        return files.read(this::show);
    }

    private int show(Specifications read) {
        Instant from = now == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : now.toInstant();
        Optional<SilenceApi> api = Optional.ofNullable(apply).map(SilenceApi::new);
        List<Entry> entries = new ArrayList<>();
        for (LoadedSpecification loaded : read.loaded()) {
            OperationsSpecification specification = loaded.specification();
            List<PlannedSilence> planned = PlannedSilence.next(specification, from, next);
            if (api.isEmpty()) {
                planned.forEach(silence -> entries.add(Entry.of(silence, null, null)));
            } else {
                SilenceStep.of(specification, planned, api.get().all(), from)
                        .forEach(step -> entries.add(apply(step, api.get())));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (format.format()) {
            case TEXT -> print(entries, out);
            case JSON -> out.println(Json.text(entries));
        }
        out.flush();
        return ExitCode.YES;
    }

    private static Entry apply(SilenceStep step, SilenceApi api) {
        String done = step.kind().name().toLowerCase(Locale.ROOT);
        String id = step.known().map(known -> known.id()).orElse(null);
        if (step.planned().isEmpty()) {
            api.end(String.valueOf(id));
            PlannedSilence.Tag tag =
                    PlannedSilence.tag(step.known().orElseThrow().comment()).orElseThrow();
            return new Entry(
                    tag.system(),
                    tag.window(),
                    step.known().orElseThrow().startsAt().toString(),
                    step.known().orElseThrow().endsAt().toString(),
                    step.known().orElseThrow().matchers(),
                    step.known().orElseThrow().comment(),
                    done,
                    id);
        }
        PlannedSilence silence = step.planned().get();
        return switch (step.kind()) {
            case CREATE -> Entry.of(silence, done, api.put(silence, null));
            case CHANGE -> Entry.of(silence, done, api.put(silence, id));
            case KEEP, LEAVE, END -> Entry.of(silence, done, id);
        };
    }

    private static void print(List<Entry> entries, PrintWriter out) {
        if (entries.isEmpty()) {
            out.println("no maintenance silences anything");
            return;
        }
        TextTable table = new TextTable("", "system", "window", "from", "to", "silences", "id");
        for (Entry entry : entries) {
            table.add(
                    entry.done() == null ? "planned" : entry.done(),
                    entry.system(),
                    entry.window(),
                    utc(entry.startsAt()),
                    utc(entry.endsAt()),
                    entry.matchers().stream()
                            .filter(match -> match.name().equals("priority"))
                            .map(PlannedSilence.Match::value)
                            .findFirst()
                            .orElse(""),
                    entry.id() == null ? "" : entry.id());
        }
        table.print(out, 0);
    }

    private static String utc(String instant) {
        return Times.utc(Instant.parse(instant).atZone(ZoneOffset.UTC));
    }
}
