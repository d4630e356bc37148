package io.watchbill.cli;

import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentFolder.Stored;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill incidents review}. */
@Command(
        name = "review",
        header = "Adds the sections of a postmortem to an incident's file.",
        description = {
            "",
            "Numbers of the impact, detection, contributing factors, lessons. Actions are lines under Action Items:",
            "  - [ ] Alert on empty columns (owner: Ana, due: 2026-12-10)",
            ""
        },
        footer = {"", "Example:", "  @|bold watchbill incidents review INC-2026-0007 --dir incidents|@"})
final class IncidentsReviewCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Of the incident, such as INC-2026-0007.")
    private String id = "";

    @Mixin
    private IncidentOptions files = new IncidentOptions();

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Override
    public Integer call() {
        IncidentFolder folder = files.existing(templates.incidentPage());
        Stored stored = files.find(folder, id);
        PrintWriter out = spec.commandLine().getOut();
        if (stored.file().isReviewed()) {
            out.println(stored.path() + " has the sections of a review already");
            out.flush();
            return ExitCode.YES;
        }
        files.review(folder, stored);
        out.println("the sections of a review are in " + stored.path());
        out.flush();
        return ExitCode.YES;
    }
}
