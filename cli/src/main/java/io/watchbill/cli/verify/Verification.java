package io.watchbill.cli.verify;

import io.watchbill.cli.Failure;
import io.watchbill.cli.links.BrokenLink;
import io.watchbill.cli.links.LinkGraph;
import io.watchbill.cli.links.UnreadableFile;
import io.watchbill.cli.tools.Toolbox;
import io.watchbill.plan.Links;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Has promtool and amtool judge rules and routes of a compiled folder, as many files at once as there are processors, and
 * holds its dashboards against their rules.
 */
public final class Verification {

    /** The programs that judge. */
    public static final List<String> TOOLS = List.of("promtool", "amtool");

    /** Is told of every file that has been judged. */
    public interface Progress {

        /**
         * One more file has been judged.
         *
         * @param done how many have been, of {@code all}
         */
        void judged(int done, int all, String file);
    }

    private final Path root;
    private final Toolbox tools;
    private final Progress progress;

    /** @param root a folder that {@code watchbill compile} wrote */
    public Verification(Path root, Toolbox tools, Progress progress) {
        this.root = root;
        this.tools = tools;
        this.progress = progress;
    }

    /**
     * The verdicts in order of the files.
     *
     * @throws Failure if the folder has no manifest, a tool is missing, or one cannot be run
     */
    public List<Verdict> verdicts() {
        CompiledFolder folder = new CompiledFolder(root);
        List<Check> checks = folder.checks();
        Map<String, String> programs = new HashMap<>();
        checks.forEach(check -> programs.computeIfAbsent(check.tool(), tools::program));
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            CompletionService<Verdict> judged = new ExecutorCompletionService<>(workers);
            // Tests take longest: begun first, they do not leave one processor to work alone at the end.
            checks.stream()
                    .sorted(Comparator.comparing(check -> !check.arguments().contains("test")))
                    .forEach(check -> judged.submit(() -> judge(check, programs.getOrDefault(check.tool(), ""))));
            List<Verdict> dashboards = JudgedDashboards.of(folder);
            int all = checks.size() + dashboards.size();
            List<Verdict> verdicts = new ArrayList<>();
            for (Verdict verdict : dashboards) {
                verdicts.add(verdict);
                progress.judged(verdicts.size(), all, verdict.file());
            }
            while (verdicts.size() < all) {
                Verdict verdict = judged.take().get();
                verdicts.add(verdict);
                progress.judged(verdicts.size(), all, verdict.file());
            }
            verdicts.add(links());
            verdicts.sort(Comparator.comparing(Verdict::file));
            return verdicts;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure
                    ? failure
                    : new Failure("cannot judge the files of " + root + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while promtool and amtool were at work", e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Whether the files find each other. A receiver that no route names may be one that a team keeps for itself. */
    private Verdict links() {
        long begun = System.nanoTime();
        String output;
        try {
            output = LinkGraph.broken(new CompiledFolder(root).links()).stream()
                    .filter(link -> link.kind() != BrokenLink.Kind.RECEIVER_WITHOUT_ROUTE)
                    .map(BrokenLink::text)
                    .collect(Collectors.joining("\n"));
        } catch (UnreadableFile e) {
            output = String.valueOf(e.getMessage());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Verdict(Links.MANIFEST_PATH, "links", "links between the files", output.isEmpty(), took, output);
    }

    private Verdict judge(Check check, String program) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(check.arguments());
        command.add(check.file());
        long begun = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            try {
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                boolean pass = process.waitFor() == 0;
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                return new Verdict(check.file(), check.subject(), check.command(), pass, took, output);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new Failure("cannot run " + program + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while " + check.tool() + " was at work", e);
        }
    }
}
