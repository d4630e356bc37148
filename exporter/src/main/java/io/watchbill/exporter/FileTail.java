package io.watchbill.exporter;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a path through rotations, one step at a time: the lines of a file that was renamed away or deleted are read to
 * their end before those of its successor. Not thread-safe.
 */
final class FileTail implements AutoCloseable {
    /** So long a file that is rotated away has to be quiet before its successor is read: writers reopen late. */
    static final Duration QUIET = Duration.ofSeconds(5);

    private final Path path;
    private final String input;
    private final SourceHost host;
    private final LongSupplier nanos;
    private final Deque<Path> rotated = new ArrayDeque<>();
    private boolean lookForRotated = true;
    private @Nullable OpenFile open;
    private boolean isRotated;
    private long lastBytes;
    private long lastChange;

    FileTail(Path path, String input, SourceHost host, LongSupplier nanos) {
        this.path = path;
        this.input = input;
        this.host = host;
        this.nanos = nanos;
    }

    /**
     * Opens the file, takes in a chunk of it, or goes on to the next.
     *
     * @return whether there may be more to do at once
     */
    boolean step() throws InterruptedException {
        try {
            OpenFile file = open;
            return file == null ? opened() : read(file);
        } catch (NoSuchFileException e) {
            host.down(input, SourceProblem.MISSING, "there is no such file; waiting for it");
        } catch (IOException e) {
            host.down(input, SourceProblem.UNREADABLE, "cannot be read: " + reason(e));
        }
        return false;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not";
        }
        String text = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return text == null ? e.getClass().getSimpleName() : text;
    }

    private boolean opened() throws IOException {
        if (lookForRotated) {
            rotated.addAll(RotatedFiles.unread(path, host::position));
        }
        Path next = rotated.poll();
        // Until a file is open, another may come and be rotated away.
        lookForRotated = rotated.isEmpty();
        isRotated = next != null;
        OpenFile file = OpenFile.open(next == null ? path : next, host.longestLine(), host::position);
        if (file == null) {
            return false;
        }
        lookForRotated = false;
        open = file;
        lastBytes = -1;
        if (!isRotated) {
            host.up(input);
        }
        return true;
    }

    private boolean read(OpenFile file) throws IOException, InterruptedException {
        if (file.startsAnew()) {
            host.lost(
                    input,
                    SourceProblem.REWRITTEN,
                    "was cut or written anew in place; it is read from its start, and what was not read before is lost");
        }
        LineChunks.Chunk chunk = file.next();
        if (chunk != null) {
            take(file, chunk);
            return true;
        }
        if (file.bytesRead() != lastBytes) {
            lastBytes = file.bytesRead();
            lastChange = nanos.getAsLong();
        }
        if (!isRotated && !replaced(file)) {
            return false;
        }
        if (!isRotated && nanos.getAsLong() - lastChange < QUIET.toNanos()) {
            return false;
        }
        LineChunks.Chunk rest = file.rest();
        if (rest != null) {
            take(file, rest);
        }
        open = null;
        file.close();
        lookForRotated = rotated.isEmpty();
        return true;
    }

    /** Whether the path leads to another file by now. */
    private boolean replaced(OpenFile file) throws IOException {
        boolean same = FileIdentity.of(path).equals(file.identity());
        if (same) {
            host.up(input);
        }
        return !same;
    }

    private void take(OpenFile file, LineChunks.Chunk chunk) throws InterruptedException {
        SourceHost.Place place = new SourceHost.Place(input, file.stream(), chunk.next());
        if (chunk.tooLong()) {
            host.tooLong(place);
        } else {
            host.take(chunk.bytes(), chunk.length(), place);
        }
    }

    @Override
    public void close() throws IOException {
        OpenFile file = open;
        if (file != null) {
            open = null;
            file.close();
        }
    }
}
