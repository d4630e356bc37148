package io.watchbill.exporter;

import io.watchbill.engine.decode.inference.InferenceRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of the sources beside HTTP. */
final class SourceOptions {
    @Option(
            names = "--follow",
            paramLabel = "FILE",
            description = "Takes in the lines of a file as they are appended, through rotations;"
                    + " may be given several times.")
    private List<Path> followed = List.of();

    @Option(names = "--stdin", description = "Takes in lines from standard input; at its end the exporter goes on.")
    private boolean standardInput;

    @Option(
            names = "--maximum-cloudevents-queue",
            paramLabel = "SIZE",
            defaultValue = "16MiB",
            description = "Most bytes of CloudEvents that are answered and not yet read; more are dropped"
                    + " (default: ${DEFAULT-VALUE}).")
    private String maximumQueue = "";

    @Option(
            names = "--maximum-cloudevents-waiting",
            paramLabel = "SIZE",
            defaultValue = "64MiB",
            description = "Most bytes of logged requests and responses that wait for one another"
                    + " (default: ${DEFAULT-VALUE}).")
    private String maximumWaiting = "";

    @Option(
            names = "--cloudevents-wait",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "How long they wait; a request alone is a failed call (default: ${DEFAULT-VALUE}).")
    private String wait = "";

    @Option(
            names = "--maximum-tensor-depth",
            paramLabel = "NUMBER",
            defaultValue = "8",
            description = "Deepest arrays in a tensor of a CloudEvent (default: ${DEFAULT-VALUE}).")
    private int maximumTensorDepth;

    /** What is read from files and standard input. */
    List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (Path file : followed) {
            if (followed.indexOf(file) != followed.lastIndexOf(file)) {
                throw new IllegalArgumentException("--follow: " + file + " is given twice");
            }
            sources.add(new FollowedFile(file));
        }
        if (standardInput) {
            sources.add(new StandardInput(System.in));
        }
        return sources;
    }

    CloudEventsSettings cloudEvents() {
        return new CloudEventsSettings(
                OptionValues.bytes("--maximum-cloudevents-queue", maximumQueue),
                OptionValues.bytes("--maximum-cloudevents-waiting", maximumWaiting),
                OptionValues.duration("--cloudevents-wait", wait, Duration.ofMillis(10)),
                OptionValues.between("--maximum-tensor-depth", maximumTensorDepth, 1, InferenceRows.MOST_DEPTH));
    }
}
