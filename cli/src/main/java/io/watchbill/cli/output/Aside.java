package io.watchbill.cli.output;

import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A folder for files that have no place yet, laid out as they will be; it goes when this is closed. */
final class Aside implements AutoCloseable {

    private static final String NAME = ".watchbill-new";
    private static final String LOCK = "lock";
    private static final String FILES = "files";

    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    /** Those above that were made for the folder, from the lowest on. */
    private final List<Path> made = new ArrayList<>();

    private @Nullable Path folder;
    private @Nullable SoleWriter sole;

    private Aside() {}

    /**
     * Below that folder, so that what is laid aside can be moved to its place in one step. Until this is closed, no other run gets
     * one there.
     *
     * @throws Failure if another run has one, or it cannot be made
     */
    static Aside within(Path root) {
        Aside aside = new Aside();
        try {
            aside.make(root, root.resolve(NAME));
        } catch (IOException e) {
            throw new Failure("cannot make a folder for what is generated: " + e, e);
        }
        return aside;
    }

    private void make(Path root, Path wanted) throws IOException {
        for (Path above = root; above != null && !Files.exists(above); above = above.getParent()) {
            made.add(above);
        }
        Files.createDirectories(wanted);
        sole = SoleWriter.of(wanted.toRealPath().resolve(LOCK))
                .orElseThrow(() -> new Failure(
                        "another watchbill is writing into " + root + "\nRun this one again when it has ended."));
        folder = wanted;
        // What a killed run left.
        empty(wanted);
    }

    /** Where this machine keeps what is temporary; made for the first file. */
    static Aside elsewhere() {
        return new Aside();
    }

    /**
     * Lays a file aside.
     *
     * @param path where it will be, relative
     * @throws Failure naming the file, if it cannot be written
     */
    Path lay(String path, byte[] content) {
        Path file = place(path);
        try {
            Path around = Objects.requireNonNull(file.getParent());
            if (!folders.contains(around)) {
                Files.createDirectories(around);
                folders.add(around);
            }
            write(file, ByteBuffer.wrap(content));
            return file;
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e, e);
        }
    }

    /** Where a file or a folder of files is laid. */
    Path place(String path) {
        return folder().resolve(FILES).resolve(path);
    }

    /** In one go, where {@link Files#write} makes many small ones. */
    private static void write(Path file, ByteBuffer content) throws IOException {
        try (FileChannel to = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                to.write(content);
            }
        }
    }

    private synchronized Path folder() {
        Path known = folder;
        if (known == null) {
            try {
                known = Files.createTempDirectory("watchbill-");
            } catch (IOException e) {
                throw new Failure("cannot make a folder for what is generated: " + e, e);
            }
            folder = known;
        }
        return known;
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
            if (sole != null) {
                sole.close();
            }
            Files.delete(known);
            for (Path above : made) {
                Files.delete(above);
            }
        } catch (DirectoryNotEmptyException e) {
            // The files are in their places there, or the next run has begun.
            made.clear();
        } catch (IOException e) {
            throw new Failure("cannot delete " + known + ": " + e, e);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, file -> !file.endsWith(LOCK))) {
            for (Path file : files) {
                delete(file);
            }
        }
    }

    private static void delete(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (var inside = Files.newDirectoryStream(file)) {
                for (Path each : inside) {
                    delete(each);
                }
            }
        }
        Files.delete(file);
    }
}
