package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The {@code promtool} of the PATH, as far as it writes blocks. */
final class Promtool {

    /** Lays weeks into one block: a block each two hours means reading the whole input for each of them. */
    static final String ONE_BLOCK = "--max-block-duration=1458h";

    /** As long as a query of points each half minute may be. */
    static final String BLOCK_OF_RULES = "--max-block-duration=54h";

    private Promtool() {}

    /** Runs {@code promtool tsdb}; fails with its own words. */
    static void run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool", "tsdb"));
        Arrays.stream(arguments).map(Objects::toString).forEach(command::add);
        Path log = Files.createTempFile("promtool", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ":\n" + Files.readString(log));
            }
        } finally {
            Files.delete(log);
        }
    }
}
