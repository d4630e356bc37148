package io.watchbill.cli.output;

import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A folder for files that have no place yet; it is made for the first of them, and goes when this is closed. */
final class Aside implements AutoCloseable {

    private static final String NAME = ".watchbill-new";

    /** Where it shall be; nothing for where this machine keeps what is temporary. */
    private final Optional<Path> chosen;

    private final AtomicInteger count = new AtomicInteger();
    private final List<Path> made = new ArrayList<>();
    private @Nullable Path folder;

    private Aside(Optional<Path> chosen) {
        this.chosen = chosen;
    }

    /** Below that folder, so that what is laid aside can be moved to its place in one step. */
    static Aside within(Path root) {
        return new Aside(Optional.of(root.resolve(NAME)));
    }

    /** Where this machine keeps what is temporary. */
    static Aside elsewhere() {
        return new Aside(Optional.empty());
    }

    /**
     * Lays a file aside.
     *
     * @throws Failure naming the file, if it cannot be written
     */
    Path lay(byte[] content) {
        Path file = folder().resolve(Integer.toString(count.incrementAndGet()));
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e, e);
        }
    }

    private synchronized Path folder() {
        Path known = folder;
        if (known == null) {
            known = made();
            folder = known;
        }
        return known;
    }

    private Path made() {
        try {
            if (chosen.isEmpty()) {
                return Files.createTempDirectory("watchbill-");
            }
            Path wanted = chosen.get();
            for (Path above = wanted.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
                made.add(above);
            }
            Files.createDirectories(wanted);
            // What a killed run left.
            empty(wanted);
            return wanted;
        } catch (IOException e) {
            throw new Failure("cannot make a folder for what is generated: " + e, e);
        }
    }

    /** Deletes the folder with what is still in it, and those above that were made for it and hold nothing else. */
    @Override
    public synchronized void close() {
        Path known = folder;
        if (known == null) {
            return;
        }
        try {
            empty(known);
            Files.delete(known);
            for (Path above : made) {
                Files.delete(above);
            }
        } catch (DirectoryNotEmptyException e) {
            // The files are in their places there.
            made.clear();
        } catch (IOException e) {
            throw new Failure("cannot delete " + known + ": " + e, e);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
