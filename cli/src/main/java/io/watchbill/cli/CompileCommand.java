package io.watchbill.cli;

import io.watchbill.cli.check.Checked;
import io.watchbill.cli.check.FindingEntry;
import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.compile.Platform;
import io.watchbill.cli.compile.RoutingForm;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.output.Change;
import io.watchbill.cli.output.OutputFolder;
import io.watchbill.cli.output.OutputFolder.Content;
import io.watchbill.plan.Plan;
import io.watchbill.plan.lint.Surroundings;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Severity;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    /** What came of compiling: nothing where a specification has errors, no changes where the compilation has. */
    private record Outcome(@Nullable Compilation compilation, List<Change> changes, List<Change> pages) {
        private static final Outcome NOTHING = new Outcome(null, List.of(), List.of());

        boolean current() {
            return changes.isEmpty() && pages.isEmpty();
        }

        boolean compiled() {
            return compilation != null && !compilation.hasErrors();
        }
    }

    /** What is wrong with the specifications, and what the lint says of those without errors of the format. */
    private List<Finding> findings(Specifications read) {
        Surroundings known = new Surroundings(target.retention(), Optional.empty(), Map.of());
        return Stream.concat(
                        read.findings().stream(),
                        read.loaded().parallelStream()
                                .flatMap(loaded -> Checked.lint(loaded, target.target(), known).stream())
                                .filter(finding -> finding.code().severity() != Severity.INFO))
                .toList();
    }

    /** The result as programs read it. */
    private record Result(
            List<FindingEntry> findings,
            List<Compilation.Problem> problems,
            boolean current,
            List<ChangeEntry> changes) {

        static Result of(List<Finding> findings, Outcome outcome, boolean check) {
            Compilation compilation = outcome.compilation();
            return new Result(
                    findings.stream().map(FindingEntry::of).toList(),
                    compilation == null ? List.of() : compilation.problems(),
                    outcome.compiled() && (!check || outcome.current()),
                    outcome.changes().stream().map(ChangeEntry::of).toList());
        }
    }

    private record ChangeEntry(String path, String kind, List<String> diff) {

        static ChangeEntry of(Change change) {
            return new ChangeEntry(change.path(), change.kind().name().toLowerCase(Locale.ROOT), change.unifiedDiff());
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
        Specifications read = Specifications.read(files.paths());
        List<Finding> findings = findings(read);
        boolean refused = findings.stream().anyMatch(Finding::isError);
        Outcome outcome = refused ? Outcome.NOTHING : compile(read, chosen, form);
        switch (format.format()) {
            case TEXT -> print(findings, outcome);
            case JSON -> {
                PrintWriter out = spec.commandLine().getOut();
                out.println(Json.text(Result.of(findings, outcome, check)));
                out.flush();
            }
        }
        if (refused) {
            return FindingsPrinter.exitCode(findings);
        }
        boolean yes = outcome.compiled() && (!check || outcome.current());
        return yes ? ExitCode.YES : ExitCode.NO;
    }

    private Outcome compile(Specifications read, Platform chosen, RoutingForm form) {
        Templates filled = templates.templates();
        Compilation compilation = Compilation.of(
                read, target.target(), chosen, form, platform.dashboards(), filled, CommandStyle.version());
        if (compilation.hasErrors()) {
            return new Outcome(compilation, List.of(), List.of());
        }
        Content pages = site == null ? null : compilation.site(filled);
        List<Change> changes = changes(output, compilation.content());
        return new Outcome(compilation, changes, site == null || pages == null ? List.of() : changes(site, pages));
    }

    private List<Change> changes(Path folder, Content content) {
        OutputFolder out = new OutputFolder(folder);
        return check ? out.compare(content) : out.write(content);
    }

    private void print(List<Finding> findings, Outcome outcome) {
        FindingsPrinter printer = new FindingsPrinter(spec.commandLine().getErr(), Terminal.ofThisProcess());
        printer.print(findings);
        Compilation compilation = outcome.compilation();
        if (compilation != null) {
            printer.printProblems(compilation.problems());
            if (!compilation.hasErrors()) {
                print(compilation, outcome);
            }
        }
    }

    private void print(Compilation compilation, Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        if (!check) {
            for (Plan plan : compilation.fleet().plans()) {
                out.println(plan.system() + ": " + plan.alerts().size() + " alerts, "
                        + plan.recordings().size() + " recorded series");
            }
            compilation.writtenOut().forEach(window -> out.println(window.system() + ": " + window.text()));
        }
        print(out, output, outcome.changes(), compilation.content().files().size() + 1);
        if (site != null) {
            // An index, a page and a document for each system, and the manifest.
            print(out, site, outcome.pages(), 2 * compilation.fleet().plans().size() + 2);
        }
        out.flush();
    }

    private void print(PrintWriter out, Path folder, List<Change> changes, int files) {
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
            out.println(files + " files in " + folder + (changes.isEmpty() ? ", all current already" : ""));
        }
    }
}
