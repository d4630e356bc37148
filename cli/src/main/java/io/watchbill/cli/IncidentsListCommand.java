package io.watchbill.cli;

import io.watchbill.incidents.file.ActionItem;
import io.watchbill.incidents.file.IncidentFolder.Broken;
import io.watchbill.incidents.file.IncidentFolder.Content;
import io.watchbill.incidents.file.IncidentFolder.Stored;
import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.incidents.file.TimeText;
import io.watchbill.incidents.record.Incident;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchbill incidents list}. */
@Command(
        name = "list",
        header = "Lists incidents, or what is owed after them.",
        description = "",
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill incidents list --dir incidents|@            what is open",
            "  @|bold watchbill incidents list --dir incidents --actions|@  what is owed, the oldest date first",
            "",
            "Files that cannot be read are named on standard error, and make the exit code 1."
        })
final class IncidentsListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private IncidentOptions files = new IncidentOptions();

    @Option(names = "--all", description = "Resolved incidents too; with --actions, done actions too.")
    private boolean all;

    @Option(names = "--actions", description = "The action items of all incidents instead.")
    private boolean actions;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people) or json. Default: text.")
    private Format format = Format.TEXT;

    /** One incident as JSON. */
    record Entry(
            String id,
            String severity,
            String status,
            String title,
            @Nullable String system,
            @Nullable String alert,
            String start,
            @Nullable String end,
            @Nullable String acknowledgedBy,
            String file,
            Set<String> editedParts) {}

    /** One action as JSON. */
    record Action(
            String incident,
            String text,
            boolean done,
            @Nullable String owner,
            @Nullable String due,
            boolean overdue) {}

    @Override
    public Integer call() {
        Content content = files.read(files.existing(IncidentPage.SHIPPED));
        PrintWriter out = spec.commandLine().getOut();
        if (actions) {
            LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
            print(out, actions(content, today));
        } else {
            printIncidents(out, content);
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        for (Broken broken : content.broken()) {
            err.println("watchbill: " + broken.text());
        }
        err.flush();
        return content.broken().isEmpty() ? ExitCode.YES : ExitCode.NO;
    }

    private void printIncidents(PrintWriter out, Content content) {
        List<Stored> shown = content.incidents().stream()
                .filter(stored -> all || stored.incident().isOpen())
                .toList();
        if (format == Format.JSON) {
            out.println(
                    Json.text(shown.stream().map(IncidentsListCommand::entry).toList()));
            return;
        }
        for (Stored stored : shown) {
            Incident incident = stored.incident();
            out.println(incident.id() + "  " + incident.severity() + "  "
                    + String.format("%-13s", incident.status().text()) + "  " + TimeText.of(incident.start())
                    + " UTC  " + incident.title()
                    + incident.answer()
                            .map(answer -> " (taken on by " + answer.by() + ")")
                            .orElse(""));
            if (!stored.file().changedParts().isEmpty()) {
                out.println("  edited by hand and kept as it is: "
                        + String.join(", ", stored.file().changedParts()));
            }
        }
        if (shown.isEmpty()) {
            out.println(all ? "no incidents" : "no open incidents");
        }
    }

    private static Entry entry(Stored stored) {
        Incident incident = stored.incident();
        return new Entry(
                incident.id(),
                incident.severity().name(),
                incident.status().text(),
                incident.title(),
                incident.subject().system().orElse(null),
                incident.subject().alert().orElse(null),
                incident.start().toString(),
                incident.end().map(Instant::toString).orElse(null),
                incident.answer().map(Incident.Answer::by).orElse(null),
                stored.path().toString(),
                stored.file().changedParts());
    }

    private List<Action> actions(Content content, LocalDate today) {
        List<Action> owed = new ArrayList<>();
        for (Stored stored : content.incidents()) {
            Stream<ActionItem> items = ActionItem.of(stored.file()).stream().filter(item -> all || !item.done());
            items.forEach(item -> owed.add(new Action(
                    stored.incident().id(),
                    item.text(),
                    item.done(),
                    item.owner().orElse(null),
                    item.due().map(LocalDate::toString).orElse(null),
                    !item.done()
                            && item.due().filter(due -> due.isBefore(today)).isPresent())));
        }
        owed.sort(Comparator.comparing(Action::due, Comparator.nullsFirst(Comparator.naturalOrder())));
        return owed;
    }

    private void print(PrintWriter out, List<Action> owed) {
        if (format == Format.JSON) {
            out.println(Json.text(owed));
            return;
        }
        boolean late = owed.stream().anyMatch(Action::overdue);
        for (Action action : owed) {
            String overdue = action.overdue() ? "  overdue" : "         ";
            out.println(action.incident() + "  " + (action.due() == null ? "no date   " : action.due())
                    + (late ? overdue : "") + "  "
                    + (action.owner() == null ? "nobody" : action.owner()) + ": " + action.text()
                    + (action.done() ? " (done)" : ""));
        }
        if (owed.isEmpty()) {
            out.println("nothing is owed");
        }
    }
}
