package io.watchbill.cli;

import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.output.WholeFile;
import io.watchbill.profiler.ProfileResult;
import io.watchbill.profiler.Profiler;
import io.watchbill.profiler.ProfilingException;
import io.watchbill.spec.Model;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill profile}. */
@Command(
        name = "profile",
        header = "Makes the reference profile that production is compared with, from rows in files.",
        description = {
            "",
            "Parquet, CSV and newline-delimited JSON, several files together. Give rows that the model was not fitted"
                    + " on, with its predictions and what came true: rows flagged as fitted (a column 'fitted', or"
                    + " 'split' with the word train) are refused. The profile holds counts, no rows. The same rows give"
                    + " the same bytes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill profile ops.yaml --data heldout.parquet|@",
            "  @|bold watchbill profile ops.yaml --model churn --data 2026-*.csv -o churn.profile.json|@"
        })
final class ProfileCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", arity = "1", description = "An Operations Specification.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Files of rows: .parquet, .csv, .tsv, .ndjson, .jsonl, .json; text also as .gz.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PROFILE",
            description = "The profile's file. Default: the one that the model's references name as default.")
    private @Nullable Path output;

    @Option(names = "--model", paramLabel = "NAME", description = "Which model, where the specification has several.")
    private @Nullable String modelName;

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            description = "The model's version. Default: that of the rows, if they have one.")
    private @Nullable String version;

    @Override
    public Integer call() {
        Specifications read = Specifications.read(List.of(file));
        PrintWriter err = spec.commandLine().getErr();
        new FindingsPrinter(err, Terminal.ofThisProcess()).print(read.findings());
        if (read.hasErrors()) {
            return FindingsPrinter.exitCode(read.findings());
        }
        Model model = Models.named(read.loaded().get(0), file, modelName);
        Path target = target(model);
        ProfileResult result;
        try {
            result = Profiler.profile(model, Optional.ofNullable(version), data, new ProgressLine(err, "profiling"));
        } catch (ProfilingException e) {
            throw new Failure(String.join("\nwatchbill: ", e.problems()), e);
        }
        result.warnings().forEach(warning -> err.println("warning: " + warning));
        err.flush();
        WholeFile.write(target, ProfileJson.write(result.profile()));
        print(result.profile(), target);
        return ExitCode.YES;
    }

    private Path target(Model model) {
        if (output != null) {
            return output;
        }
        String reference = model.references().get(Model.DEFAULT_REFERENCE);
        if (reference == null) {
            throw new Failure("where should the profile go? Name a file with -o, and write it into " + file
                    + ": models." + model.name() + ".references: {default: FILE}");
        }
        return file.resolveSibling(reference);
    }

    private void print(ReferenceProfile profile, Path target) {
        PrintWriter out = spec.commandLine().getOut();
        String version = profile.modelVersion() == null ? "" : " " + profile.modelVersion();
        String times = profile.from() == null ? "" : ", " + profile.from() + " to " + profile.to();
        out.printf(Locale.ROOT, "%s%s: %,d rows%s%n", profile.model(), version, profile.rows(), times);
        for (ColumnReference column : profile.columns()) {
            out.printf(
                    Locale.ROOT,
                    "  %-10s %-24s %,d values, %,d bins%s%s%n",
                    column.kind().label(),
                    column.name(),
                    column.samples(),
                    column.bins(),
                    column.missing() == 0 ? "" : String.format(Locale.ROOT, ", %,d missing", column.missing()),
                    column.invalid() == 0 ? "" : String.format(Locale.ROOT, ", %,d unusable", column.invalid()));
        }
        PerformanceBaseline performance = profile.performance();
        if (performance != null) {
            out.println("  "
                    + performance.metrics().entrySet().stream()
                            .map(metric -> String.format(
                                    Locale.ROOT,
                                    "%s %.4g",
                                    metric.getKey(),
                                    metric.getValue().value()))
                            .collect(Collectors.joining(", ")));
        }
        out.println("wrote " + target);
        out.flush();
    }
}
