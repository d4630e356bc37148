package io.watchbill.cli;

import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.output.WholeFile;
import io.watchbill.profiler.Evaluation;
import io.watchbill.profiler.Evaluator;
import io.watchbill.profiler.ProfilingException;
import io.watchbill.report.EvaluationDocument;
import io.watchbill.report.EvaluationPage;
import io.watchbill.report.EvaluationText;
import io.watchbill.spec.Model;
import io.watchbill.statistics.ProfileFormatException;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill evaluate}. */
@Command(
        name = "evaluate",
        header = "Judges rows in files against a reference profile, with the exporter's statistics.",
        description = {
            "",
            "Drift of every feature, of prediction and confidence; with labels also how right the model was. Parquet,"
                    + " CSV and newline-delimited JSON, several files together. The columns are listed by what drifted"
                    + " most. Exit code 1 means that a critical level of the specification is passed, so that it can"
                    + " gate a release.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill evaluate ops.yaml --profile churn.profile.json --data march.parquet|@",
            "  @|bold watchbill evaluate ops.yaml --profile p.json --data 2026-*.csv --labels truth.csv|@",
            "  @|bold watchbill evaluate ops.yaml --profile p.json --data new.parquet --report out.html|@",
            "",
            "The exit code is 2 also where no column could be judged, as of too few rows: a gate must not open on"
                    + " no evidence."
        })
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", arity = "1", description = "An Operations Specification.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path file;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "The reference profile. Default: the one that the model's references name as default.")
    private @Nullable Path profileFile;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Files of rows: .parquet, .csv, .tsv, .ndjson, .jsonl, .json; text also as .gz.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "What came true, joined by id. Default: the label column of the rows, if they have one.")
    private @Nullable Path labels;

    @Option(names = "--model", paramLabel = "NAME", description = "Which model, where the specification has several.")
    private @Nullable String modelName;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people) or json. Default: text.")
    private Format format = Format.TEXT;

    @Option(
            names = "--report",
            paramLabel = "HTML",
            description = "Also write one self-contained page: a picture of each column, and of performance over time.")
    private @Nullable Path report;

    @Override
    public Integer call() {
        Specifications read = Specifications.read(List.of(file));
        PrintWriter err = spec.commandLine().getErr();
        Terminal terminal = Terminal.ofThisProcess();
        new FindingsPrinter(err, terminal).print(read.findings());
        if (read.hasErrors()) {
            // An invalid specification is no answer about the data: 1 would say that the data drifted.
            return ExitCode.NO_ANSWER;
        }
        Model model = Models.named(read.loaded().get(0), file, modelName);
        ReferenceProfile profile = profile(model);
        Evaluation evaluation;
        try {
            evaluation = Evaluator.evaluate(
                    model, profile, data, Optional.ofNullable(labels), new ProgressLine(err, "evaluating"));
        } catch (ProfilingException e) {
            throw new Failure(String.join("\nwatchbill: ", e.problems()), e);
        }
        if (report != null) {
            WholeFile.write(
                    report,
                    EvaluationPage.of(
                            evaluation,
                            read.loaded().get(0).specification().metadata().title()));
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> out.println(Json.text(EvaluationDocument.of(evaluation)));
            case TEXT -> {
                EvaluationText.of(evaluation, terminal::verdict).forEach(out::println);
                if (report != null) {
                    out.println();
                    out.println("wrote " + report);
                }
            }
        }
        out.flush();
        if (evaluation.undecided()) {
            return ExitCode.NO_ANSWER;
        }
        return evaluation.verdict() == Verdict.CRITICAL ? ExitCode.NO : ExitCode.YES;
    }

    private ReferenceProfile profile(Model model) {
        Path path = profileFile;
        if (path == null) {
            String reference = model.references().get(Model.DEFAULT_REFERENCE);
            if (reference == null) {
                throw new Failure("against which profile? Name it with --profile, or write it into " + file
                        + ": models." + model.name() + ".references: {default: FILE}");
            }
            path = file.resolveSibling(reference);
        }
        try {
            return ProfileJson.read(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw new Failure(path + ": no such file; make the profile with `watchbill profile`", e);
        } catch (IOException e) {
            throw new Failure(path + ": cannot be read: " + e.getMessage(), e);
        } catch (ProfileFormatException e) {
            throw new Failure(path + ": " + e.getMessage(), e);
        }
    }
}
