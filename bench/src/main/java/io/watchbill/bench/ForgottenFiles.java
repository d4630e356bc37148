package io.watchbill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the system forget what it holds in memory of a folder's tables, several times a second until it is stopped: what a
 * process reads of them comes from the disk, or from memory of its own.
 */
final class ForgottenFiles {
    private static final long PAUSE_MILLIS = 100;

    private final Path folder;
    private final Thread thread = new Thread(this::run, "forgotten files");

    private ForgottenFiles(Path folder) {
        this.folder = folder;
    }

    static ForgottenFiles start(Path folder) {
        ForgottenFiles forgotten = new ForgottenFiles(folder);
        forgotten.thread.start();
        return forgotten;
    }

    private void run() {
        try {
            while (true) {
                forget();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget() throws IOException, InterruptedException {
        List<Path> tables;
        try (Stream<Path> files = Files.list(folder)) {
            tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
        for (Path table : tables) {
            // A file may be gone by now, which dd says on its standard error.
            new ProcessBuilder("dd", "if=" + table, "iflag=nocache", "count=0", "status=none")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        }
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
