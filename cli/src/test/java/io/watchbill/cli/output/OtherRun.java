package io.watchbill.cli.output;

import io.watchbill.plan.Artifact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A process of its own that has rendered into a folder, and writes there once its standard input ends. */
final class OtherRun implements AutoCloseable {

    private static final String READY = "rendered";

    private final Process process;

    private OtherRun(Process process) {
        this.process = process;
    }

    /** Starts it, and returns when everything is rendered. */
    static OtherRun in(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherRun.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OtherRun run = new OtherRun(process);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!READY.equals(out.readLine())) {
            run.close();
            throw new IOException("the other run has ended");
        }
        return run;
    }

    /** What it runs: the argument is the folder. */
    public static void main(String[] arguments) throws IOException {
        Content content =
                new Content("1.0", Map.of(), out -> out.accept(new Artifact("rules/theirs.yaml", "theirs\n")));
        try (Staging staging = new OutputFolder(Path.of(arguments[0])).stage(content)) {
            System.out.println(READY);
            while (System.in.read() >= 0) {
                // Until the test lets it go on.
            }
            staging.apply();
        }
    }

    /** Lets it write, and waits for its end; gives its exit code. */
    int finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    /** Kills it, if it still runs, and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
