package io.watchbill.exporter;

import io.watchbill.engine.decode.inference.InferenceRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    List<Source> sources(OptionValues values) {
        List<Source> sources = new ArrayList<>();
        Set<Path> known = new HashSet<>();
        for (Path file : followed) {
            if (known.add(file)) {
                sources.add(new FollowedFile(file));
            } else {
                values.wrong("--follow", file + " is given twice");
            }
        }
        if (standardInput) {
            sources.add(new StandardInput(System.in));
        }
        return sources;
    }

    CloudEventsSettings cloudEvents(OptionValues values) {
        return new CloudEventsSettings(
                values.bytes("--maximum-cloudevents-queue", maximumQueue),
                values.bytes("--maximum-cloudevents-waiting", maximumWaiting),
                values.duration("--cloudevents-wait", wait, Duration.ofMillis(10)),
                values.between("--maximum-tensor-depth", maximumTensorDepth, 1, InferenceRows.MOST_DEPTH));
    }
}
