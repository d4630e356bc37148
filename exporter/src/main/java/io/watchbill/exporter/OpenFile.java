package io.watchbill.exporter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One file that is being read, whatever its path leads to by now. Not thread-safe. */
final class OpenFile implements AutoCloseable {
    private final FileIdentity identity;
    private final FileChannel channel;
    private final int longestLine;
    private @Nullable FileStream stream;
    /** How the file began when it was read, while no whole line has given the stream its name. */
    private @Nullable FileStream unnamed;

    private long read;
    private LineChunks chunks;
    private boolean startedAnew;

    private OpenFile(FileIdentity identity, FileChannel channel, int longestLine) {
        this.identity = identity;
        this.channel = channel;
        this.longestLine = longestLine;
        this.chunks = from(0);
    }

    /**
     * Opens what the path leads to, at the place where it was read to before.
     *
     * @return null where the path leads to another file each time it is looked at; try again
     */
    static @Nullable OpenFile open(Path path, int longestLine, Function<String, OptionalLong> positions)
            throws IOException {
        FileIdentity before = FileIdentity.of(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (!before.equals(FileIdentity.of(path))) {
                channel.close();
                return null;
            }
            OpenFile file = new OpenFile(before, channel, longestLine);
            file.goOn(positions);
            return file;
        } catch (NoSuchFileException e) {
            channel.close();
            return null;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void goOn(Function<String, OptionalLong> positions) throws IOException {
        FileStream.Known known = FileStream.known(identity, channel, positions);
        if (known == null) {
            return;
        }
        if (known.next() > channel.size()) {
            startedAnew = true;
        } else {
            stream = known.stream();
            chunks = from(known.next());
        }
    }

    private LineChunks from(long place) {
        read = place;
        return new LineChunks(this::read, longestLine, place);
    }

    private int read(byte[] to, int offset, int length) throws IOException {
        int bytes = channel.read(ByteBuffer.wrap(to, offset, length), read);
        read += Math.max(0, bytes);
        if (bytes > 0 && stream == null) {
            unnamed = FileStream.of(identity, channel);
        }
        return bytes;
    }

    FileIdentity identity() {
        return identity;
    }

    /** Whether some of it was read before it was opened. */
    boolean readBefore() {
        return stream != null || startedAnew;
    }

    /** Whether there is more than was read. */
    boolean hasMore() throws IOException {
        return read < channel.size();
    }

    /** A hash of how it begins; null while it is empty. */
    @Nullable
    String head() throws IOException {
        FileStream now = FileStream.of(identity, channel);
        return now == null ? null : now.hash();
    }

    /**
     * Whether what was read is not there any more: the file is shorter than that, or begins otherwise. Then it is read
     * from its start.
     */
    boolean startsAnew() throws IOException {
        FileStream begun = stream == null ? unnamed : stream;
        if (startedAnew || channel.size() < read || (begun != null && !begun.isOf(channel))) {
            startedAnew = false;
            stream = null;
            unnamed = null;
            chunks = from(0);
            return true;
        }
        return false;
    }

    /** The next whole lines; null when there are none now. */
    LineChunks.@Nullable Chunk next() throws IOException {
        return named(chunks.next());
    }

    /** The last line, which nothing ends. */
    LineChunks.@Nullable Chunk rest() throws IOException {
        return named(chunks.rest());
    }

    private LineChunks.@Nullable Chunk named(LineChunks.@Nullable Chunk chunk) throws IOException {
        if (chunk != null && stream == null) {
            stream = FileStream.of(identity, channel);
        }
        return chunk;
    }

    /** The stream of the last chunk; empty where the file was cut while it was read. */
    String stream() {
        return stream == null ? "" : stream.name();
    }

    /** How many bytes were read, with those of an unfinished line. */
    long bytesRead() {
        return read;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
