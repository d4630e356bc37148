package io.watchbill.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write into a folder, which one run has at a time. The operating system keeps it, by a lock on a file that is there
 * for as long: a run that was killed may leave the file, but not the lock.
 */
final class SoleWriter implements AutoCloseable {

    /** The locks of this process: the operating system does not keep one process from itself. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private SoleWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the right; nothing where another run has it.
     *
     * @param file to lock, by its real path, in a folder that is there
     */
    static Optional<SoleWriter> of(Path file) throws IOException {
        if (!OWN.add(file)) {
            return Optional.empty();
        }
        Optional<SoleWriter> sole = Optional.empty();
        try {
            sole = locked(file);
        } catch (NoSuchFileException e) {
            // The other run ends at this moment, and took its files along.
        } finally {
            if (sole.isEmpty()) {
                OWN.remove(file);
            }
        }
        return sole;
    }

    private static Optional<SoleWriter> locked(Path file) throws IOException {
        Files.write(file, new byte[0]);
        Object before = key(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean ours = false;
        try {
            ours = channel.tryLock() != null && key(file).equals(before);
        } finally {
            if (!ours) {
                channel.close();
            }
        }
        return ours ? Optional.of(new SoleWriter(file, channel)) : Optional.empty();
    }

    /**
     * Which file it is: who gives the lock back deletes the file first, so that one opened before and locked after that is nobody's.
     * Not asked of the open file, since closing it a second time would give the lock up.
     */
    private static Object key(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
    }

    /** Deletes the file and gives the right back. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        } finally {
            OWN.remove(file);
        }
    }
}
