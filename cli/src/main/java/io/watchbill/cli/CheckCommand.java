package io.watchbill.cli;

import io.watchbill.cli.check.Checked;
import io.watchbill.cli.check.Reports;
import io.watchbill.plan.lint.KeyQuestion;
import io.watchbill.plan.lint.ScrapedPage;
import io.watchbill.plan.lint.Surroundings;
import io.watchbill.spec.finding.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchbill check}. */
@Command(
        name = "check",
        header = "Says what is wrong with Operations Specifications, and with the alerts they ask for.",
        description = {
            "",
            "Reads, plans and judges, and writes nothing. Whether an alert is actionable, specific, based on a threshold,"
                    + " low in noise and answered; whether it can fire at all; whether the key questions of operations"
                    + " have an answer; whether alerts, runbooks, panels and receivers find each other. PromQL is also shown to promtool, where one is on the PATH or"
                    + " 'watchbill verify' has fetched one before; check fetches none. Each finding's"
                    + " code has a section in docs/lint.md or a line in docs/spec.md.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill check ops.yaml|@",
            "  @|bold watchbill check systems/*.yaml --strict --format github|@       in a workflow",
            "  @|bold watchbill check ops.yaml --retention 90d --scraped page.txt|@   with what is known",
            "",
            "Exit code 1 means errors, 3 warnings only and only with --strict; infos change no exit code."
        })
final class CheckCommand implements Callable<Integer> {

    private static final int DEFAULT_HORIZON = 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private SpecificationFiles files = new SpecificationFiles();

    @Option(names = "--strict", description = "Exit with 3 if there are warnings.")
    private boolean strict;

    @Option(names = "--questions", description = "Also print the key questions with their answers, as a table.")
    private boolean questions;

    @Option(
            names = "--scraped",
            paramLabel = "PAGE",
            description = "A file with the metrics page of the system: do its histograms have the buckets that the"
                    + " objectives need?")
    private @Nullable Path scraped;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            defaultValue = "30",
            description =
                    "What has to be written out by date, and the holidays that are named, must reach so many days ahead."
                            + " Default: 30.")
    private int horizon = DEFAULT_HORIZON;

    @Mixin
    private RoutingFormOptions routing = new RoutingFormOptions();

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people), json, sarif (2.1.0), github (workflow commands) or junit (XML)."
                    + " Default: text.")
    private CheckFormat format = CheckFormat.TEXT;

    @Override
    public Integer call() {
        Optional<ScrapedPage> page = Optional.ofNullable(scraped).map(CheckCommand::page);
        Surroundings known = new Surroundings(target.retention(), page, Map.of());
        Checked checked = Checked.of(
                files.paths(), target.target(), known, templates.templates(), horizon, routing.form(), Checkout.home());
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> print(out, checked);
            case JSON -> out.print(Reports.json(checked));
            case SARIF -> out.print(Reports.sarif(checked, CommandStyle.version()));
            case GITHUB -> out.print(Reports.github(checked));
            case JUNIT -> out.print(Reports.junit(checked, strict));
        }
        out.flush();
        if (checked.isNoAnswer()) {
            return ExitCode.NO_ANSWER;
        } else if (checked.has(Severity.ERROR)) {
            return ExitCode.NO;
        }
        return strict && checked.has(Severity.WARNING) ? ExitCode.WARNINGS : ExitCode.YES;
    }

    private void print(PrintWriter out, Checked checked) {
        new FindingsPrinter(out, Terminal.ofThisProcess()).print(checked.findings());
        if (checked.findings().isEmpty()) {
            out.println("no findings in " + files.paths().size()
                    + (files.paths().size() == 1 ? " specification" : " specifications"));
        }
        if (questions) {
            checked.questions().forEach((system, asked) -> table(out, system, asked));
        }
    }

    private static void table(PrintWriter out, String system, List<KeyQuestion> asked) {
        int width =
                asked.stream().mapToInt(one -> one.question().length()).max().orElse(0);
        out.println();
        out.println(system + ": key questions");
        for (KeyQuestion question : asked) {
            String answer = question.answer()
                    .orElse("– nobody has said: "
                            + question.section().substring(1).replace('/', '.'));
            out.println("  " + question.question()
                    + " ".repeat(width - question.question().length() + 2) + answer.replaceAll("\\p{Cntrl}", " "));
        }
    }

    private static ScrapedPage page(Path file) {
        try {
            return ScrapedPage.of(Files.readString(file));
        } catch (IOException e) {
            throw new Failure(file + ": cannot be read as a metrics page: " + e.getMessage(), e);
        }
    }
}
