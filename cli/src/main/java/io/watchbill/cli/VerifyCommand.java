package io.watchbill.cli;

import io.watchbill.cli.tools.Toolbox;
import io.watchbill.cli.verify.Verdict;
import io.watchbill.cli.verify.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill verify}. */
@Command(
        name = "verify",
        header = "Has promtool, amtool and the rules for dashboards judge generated files.",
        description = {
            "",
            "Runs promtool over every rule file (with all of its lints) and every test below DIR/tests and"
                    + " over prometheus.yml, amtool over alertmanager.yml, as many files at once as there are processors, holds every"
                    + " dashboard against the rules of docs/dashboard-checks.md, sees whether alerts, sections of"
                    + " runbooks, panels and routes find each other, and prints one table of"
                    + " verdicts. What a tool finds wrong is shown in its own words. Tools that are not on the PATH are"
                    + " fetched once into ~/.cache/watchbill; nothing is installed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill compile ops.yaml -o generated && watchbill verify generated|@",
            "  @|bold watchbill verify generated --format json|@"
        })
final class VerifyCommand implements Callable<Integer> {

    /** A log that somebody waits at hears of the work so often. */
    private static final Duration NEWS = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A folder that 'watchbill compile' wrote.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people) or json. Default: text.")
    private Format format = Format.TEXT;

    /** The result as programs read it. */
    private record Result(boolean pass, List<Entry> files) {}

    private record Entry(
            String file,
            String checked,
            String command,
            boolean pass,
            double seconds,
            @Nullable String output) {

        static Entry of(Verdict verdict) {
            return new Entry(
                    verdict.file(),
                    verdict.checked(),
                    verdict.command(),
                    verdict.pass(),
                    verdict.took().toMillis() / 1e3,
                    verdict.pass() ? null : verdict.output());
        }
    }

    @Override
    public Integer call() {
        List<Verdict> verdicts =
                new Verification(folder, Toolbox.fetched(Checkout.home(), Verification.TOOLS), progress()).verdicts();
        boolean pass = verdicts.stream().allMatch(Verdict::pass);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> print(verdicts);
            case JSON ->
                out.println(Json.text(
                        new Result(pass, verdicts.stream().map(Entry::of).toList())));
        }
        out.flush();
        return pass ? ExitCode.YES : ExitCode.NO;
    }

    /** On a terminal one line that is written over; elsewhere a line now and then, for work that is long. */
    private Verification.Progress progress() {
        PrintWriter err = spec.commandLine().getErr();
        if (Terminal.isTerminal()) {
            ProgressLine line = new ProgressLine(err, "verifying");
            return (done, all, file) -> line.step(done, all, done == all ? "" : file);
        }
        return new Verification.Progress() {
            private long last = System.nanoTime();

            @Override
            public void judged(int done, int all, String file) {
                if (System.nanoTime() - last >= NEWS.toNanos() && done < all) {
                    last = System.nanoTime();
                    err.println(done + " of " + all + ": " + file);
                    err.flush();
                }
            }
        };
    }

    private void print(List<Verdict> verdicts) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Terminal terminal = Terminal.ofThisProcess();
        int width = verdicts.stream()
                .mapToInt(verdict -> verdict.file().length())
                .max()
                .orElse(0);
        String row = "%-" + width + "s  %-14s  %s  %8s%n";
        out.printf(Locale.ROOT, row, "file", "checked", "verdict", "time");
        for (Verdict verdict : verdicts) {
            String word = terminal.passed(verdict.pass(), verdict.pass() ? "pass   " : "FAIL   ");
            String took = String.format(Locale.ROOT, "%.1f s", verdict.took().toMillis() / 1e3);
            out.printf(Locale.ROOT, row, verdict.file(), verdict.checked(), word, took);
        }
        List<Verdict> failed =
                verdicts.stream().filter(verdict -> !verdict.pass()).toList();
        out.println(
                failed.isEmpty()
                        ? "all " + verdicts.size() + " pass"
                        : failed.size() + " of " + verdicts.size() + " fail");
        out.flush();
        for (Verdict verdict : failed) {
            err.println();
            err.println("in " + folder + ": " + verdict.command());
            verdict.output().lines().forEach(line -> err.println("  " + line));
        }
        err.flush();
    }
}
