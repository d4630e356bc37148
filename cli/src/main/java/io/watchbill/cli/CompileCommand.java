package io.watchbill.cli;

import io.watchbill.cli.check.Checked;
import io.watchbill.cli.check.FindingEntry;
import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.compile.Platform;
import io.watchbill.cli.compile.RoutingForm;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.output.Change;
import io.watchbill.cli.output.Content;
import io.watchbill.cli.output.OutputFolder;
import io.watchbill.cli.output.Staging;
import io.watchbill.plan.Plan;
import io.watchbill.plan.lint.Surroundings;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Severity;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchbill compile}. */
@Command(
        name = "compile",
        header = "Writes rules, routes, dashboards and runbooks from Operations Specifications.",
        description = {
            "",
            "Several specifications compile together into one fleet: one alertmanager.yml and one index, rules and"
                    + " dashboards for each system. The folder's index.json lists what was written; what is no longer"
                    + " generated is deleted, files of others are never touched. The same specifications give the same"
                    + " bytes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill compile ops.yaml -o generated|@",
            "  @|bold watchbill compile systems/*.yaml -o generated --check|@   in CI: 1 and a diff if not current"
        })
final class CompileCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private SpecificationFiles files = new SpecificationFiles();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The folder of the generated files.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path output;

    @Option(
            names = "--check",
            description = "Write nothing; show as a unified diff what would change, and exit with 1 if anything would.")
    private boolean check;

    @Mixin
    private RoutingFormOptions routing = new RoutingFormOptions();

    @Option(
            names = "--site",
            paramLabel = "DIR",
            description = "Also write runbooks and documents as a static site: an index, a page for each system, no"
                    + " script, nothing loaded from elsewhere.")
    private @Nullable Path site;

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private PlatformOptions platform = new PlatformOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    /** The result as programs read it. */
    private record Result(
            List<FindingEntry> findings,
            List<Compilation.Problem> problems,
            boolean current,
            Iterator<ChangeEntry> changes) {}

    /** A change; with a diff where nothing is written. */
    private record ChangeEntry(
            String path, String kind, @Nullable List<String> diff) {

        static ChangeEntry of(Change change, boolean check) {
            return new ChangeEntry(
                    change.path(), change.kind().name().toLowerCase(Locale.ROOT), check ? change.unifiedDiff() : null);
        }
    }

    @Override
    public Integer call() {
        Platform chosen = platform.platform();
        RoutingForm form = routing.form();
        if (form instanceof RoutingForm.Resources && chosen instanceof Platform.Files) {
            throw new ParameterException(
                    spec.commandLine(), "--alertmanager-config goes with --platform prometheus-operator");
        }
        if (site != null && whole(site).equals(whole(output))) {
            throw new ParameterException(
                    spec.commandLine(), "--site and -o name one folder: each would delete what the other writes");
        }
        Specifications read = Specifications.read(files.paths());
        List<Plan> plans = read.plans(target.target());
        List<Finding> findings = findings(read, plans);
        if (findings.stream().anyMatch(Finding::isError)) {
            report(findings, List.of());
            return FindingsPrinter.exitCode(findings);
        }
        Templates filled = templates.templates();
        Compilation compilation = Compilation.of(
                read,
                Compilation.fleet(plans, target.target().timeScale()),
                chosen,
                form,
                platform.dashboards(),
                filled,
                CommandStyle.version());
        if (compilation.hasErrors()) {
            report(findings, compilation.problems());
            return ExitCode.NO;
        }
        return write(findings, compilation, filled);
    }

    private static Path whole(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    /** What is wrong with the specifications, and what the lint says of those without errors of the format. */
    private List<Finding> findings(Specifications read, List<Plan> plans) {
        Surroundings known = new Surroundings(target.retention(), Optional.empty(), Map.of());
        return Stream.concat(
                        read.findings().stream(),
                        Checked.lint(read, plans, known).stream()
                                .filter(finding -> finding.code().severity() != Severity.INFO))
                .toList();
    }

    /** Reports of specifications that compile to nothing. */
    private void report(List<Finding> findings, List<Compilation.Problem> problems) {
        switch (format.format()) {
            case TEXT -> printFaults(findings, problems);
            case JSON -> printJson(findings, problems, false, List.of());
        }
    }

    private int write(List<Finding> findings, Compilation compilation, Templates filled) {
        try (Staging files = stage(output, compilation.content());
                Staging pages = site == null ? null : stage(site, compilation.site(files::text, filled))) {
            if (!check) {
                files.apply();
                if (pages != null) {
                    pages.apply();
                }
            }
            boolean current = files.changes().isEmpty()
                    && (pages == null || pages.changes().isEmpty());
            boolean yes = !check || current;
            switch (format.format()) {
                case TEXT -> {
                    printFaults(findings, compilation.problems());
                    print(compilation, files, pages);
                }
                case JSON -> printJson(findings, compilation.problems(), yes, files.changes());
            }
            return yes ? ExitCode.YES : ExitCode.NO;
        }
    }

    private Staging stage(Path folder, Content content) {
        OutputFolder out = new OutputFolder(folder);
        return check ? out.compare(content) : out.stage(content);
    }

    private void printFaults(List<Finding> findings, List<Compilation.Problem> problems) {
        FindingsPrinter printer = new FindingsPrinter(spec.commandLine().getErr(), Terminal.ofThisProcess());
        printer.print(findings);
        printer.printProblems(problems);
    }

    private void printJson(
            List<Finding> findings, List<Compilation.Problem> problems, boolean current, List<Change> changes) {
        PrintWriter out = spec.commandLine().getOut();
        Json.print(
                out,
                new Result(
                        findings.stream().map(FindingEntry::of).toList(),
                        problems,
                        current,
                        changes.stream()
                                .map(change -> ChangeEntry.of(change, check))
                                .iterator()));
        out.flush();
    }

    private void print(Compilation compilation, Staging files, @Nullable Staging pages) {
        // By itself it writes every line as it comes: a fleet has tens of thousands.
        PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
        if (!check) {
            for (Plan plan : compilation.fleet().plans()) {
                out.println(plan.system() + ": " + plan.alerts().size() + " alerts, "
                        + plan.recordings().size() + " recorded series");
            }
            compilation.writtenOut().forEach(window -> out.println(window.system() + ": " + window.text()));
        }
        print(out, output, files);
        if (site != null && pages != null) {
            print(out, site, pages);
        }
        out.flush();
    }

    private void print(PrintWriter out, Path folder, Staging staging) {
        List<Change> changes = staging.changes();
        Terminal terminal = Terminal.ofThisProcess();
        if (check) {
            for (Change change : changes) {
                change.unifiedDiff().forEach(line -> out.println(terminal.diffLine(line)));
            }
            out.println(
                    changes.isEmpty()
                            ? folder + " is current"
                            : folder + " is not current: " + changes.size() + " of its files would change; run"
                                    + " 'watchbill compile' without --check");
        } else {
            changes.forEach(change -> out.println("  " + change.kind().past() + " " + folder.resolve(change.path())));
            out.println(staging.size() + " files in " + folder + (changes.isEmpty() ? ", all current already" : ""));
        }
    }
}
