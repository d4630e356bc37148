package io.watchbill.cli;

import io.watchbill.cli.output.WholeFile;
import io.watchbill.profiler.ProfilingException;
import io.watchbill.profiler.Starter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchbill init}. */
@Command(
        name = "init",
        header = "Begins a specification from a file of your own data.",
        description = {
            "",
            "Looks at the columns: types and ranges, and which are label, prediction, score, time and id. Writes a"
                    + " specification that compiles as it is; its comments say what was seen and how sure each guess"
                    + " is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill init --data train.parquet|@",
            "  @|bold watchbill init --data train.csv -o -|@   only show it"
        })
final class InitCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Files of rows with the same columns: .parquet, .csv, .tsv, .ndjson, .jsonl, .json.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "SPEC",
            defaultValue = "ops.yaml",
            description = "The file to write; - is standard output. Default: ops.yaml.")
    private Path output = Path.of("ops.yaml");

    @Option(names = "--force", description = "Write over a file that exists.")
    private boolean force;

    @Override
    public Integer call() {
        boolean show = output.equals(STANDARD_OUTPUT);
        if (!show && !force && Files.exists(output)) {
            throw new Failure(output + " exists: choose another file with -o, or write over it with --force");
        }
        Starter starter;
        try {
            starter = Starter.inspect(data);
        } catch (ProfilingException e) {
            throw new Failure(String.join("\nwatchbill: ", e.problems()), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (show) {
            out.print(starter.yaml());
        } else {
            WholeFile.write(output, starter.yaml());
            String files = data.stream().map(Path::toString).collect(Collectors.joining(" "));
            out.println("wrote " + output + "; its comments say how sure each guess is");
            out.println("next:");
            out.println("  watchbill profile " + output + " --data " + files + "   (held-out rows)");
            out.println("  watchbill compile " + output + " -o generated");
        }
        out.flush();
        return ExitCode.YES;
    }
}
