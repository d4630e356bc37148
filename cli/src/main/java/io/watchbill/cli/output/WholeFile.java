package io.watchbill.cli.output;

import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or not at all: who reads it meanwhile sees the old content or the new. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes text as UTF-8, making the folders above where they are missing.
     *
     * @throws Failure naming the file, if it cannot be written
     */
    public static void write(Path file, String content) {
        try {
            makeFolder(file);
            Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
            Files.writeString(temporary, content, StandardCharsets.UTF_8);
            move(temporary, file);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e, e);
        }
    }

    /**
     * Puts a finished file, or a folder of them where none is, into its place, making the folders above where they are missing.
     *
     * @param finished on the same file system
     * @throws Failure naming the file, if it cannot be put there
     */
    static void put(Path finished, Path file) {
        try {
            makeFolder(file);
            move(finished, file);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e, e);
        }
    }

    private static void makeFolder(Path file) throws IOException {
        Path folder = file.getParent();
        // To find out by making it costs an exception for each file.
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    private static void move(Path finished, Path file) throws IOException {
        try {
            Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(finished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
