package io.watchbill.exporter.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The filter of one bucket as a file: format, mark, number of ids, number of parts, the bytes of each, all parts, and a checksum
 * of all that. It is as good as the table's mark of the bucket is the same one.
 */
final class FilterFile {
    /** Another one where ids choose their bits in another way. */
    private static final int FORMAT = 0x6964_0001;

    private static final int HEAD_BYTES = Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;
    private static final int MOST_PARTS = 64;

    private FilterFile() {}

    /** What was saved, and the mark of that moment. */
    record Saved(long mark, IdFilter filter) {}

    static void write(Path file, long mark, IdFilter filter) throws IOException {
        List<IdBits> parts = filter.parts();
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES + parts.size() * Integer.BYTES)
                .putInt(FORMAT)
                .putLong(mark)
                .putLong(filter.ids())
                .putInt(parts.size());
        parts.forEach(part -> head.putInt(part.bytes().capacity()));
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        CRC32C sum = new CRC32C();
        try (FileChannel to = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            write(to, head.flip(), sum);
            for (IdBits part : parts) {
                write(to, part.bytes(), sum);
            }
            write(to, ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).flip(), new CRC32C());
            to.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static final int PIECE_BYTES = 1 << 16;

    /** Ids may be added meanwhile: what is summed is what is written. */
    private static void write(FileChannel to, ByteBuffer bytes, CRC32C sum) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(Math.min(PIECE_BYTES, bytes.remaining()));
        while (bytes.hasRemaining()) {
            int many = Math.min(piece.capacity(), bytes.remaining());
            piece.clear().put(bytes.slice(bytes.position(), many)).flip();
            bytes.position(bytes.position() + many);
            sum.update(piece.duplicate());
            while (piece.hasRemaining()) {
                to.write(piece);
            }
        }
    }

    /** Null if it is not there, is damaged or cannot be read, or if there is no memory for it. */
    static @Nullable Saved read(Path file, FilterMemory memory) {
        List<IdBits> parts = new ArrayList<>();
        Saved saved = null;
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            saved = read(from, memory, parts);
        } catch (IOException e) {
            // It is made anew.
        }
        if (saved == null) {
            parts.forEach(part -> memory.giveBack(part.bytes()));
        }
        return saved;
    }

    private static @Nullable Saved read(FileChannel from, FilterMemory memory, List<IdBits> parts) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer head = fill(from, ByteBuffer.allocate(HEAD_BYTES), sum);
        int format = head.getInt();
        long mark = head.getLong();
        long ids = head.getLong();
        int count = head.getInt();
        if (format != FORMAT || count < 0 || count > MOST_PARTS) {
            return null;
        }
        ByteBuffer sizes = fill(from, ByteBuffer.allocate(count * Integer.BYTES), sum);
        while (sizes.hasRemaining()) {
            int bytes = sizes.getInt();
            IdBits part = bytes <= 0 || bytes > from.size() ? null : memory.take(bytes);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        for (IdBits part : parts) {
            ByteBuffer ignored = fill(from, part.bytes(), sum);
        }
        long expected = sum.getValue();
        return fill(from, ByteBuffer.allocate(Long.BYTES), sum).getLong() == expected
                ? new Saved(mark, new IdFilter(memory, ids, parts))
                : null;
    }

    private static ByteBuffer fill(FileChannel from, ByteBuffer bytes, CRC32C sum) throws IOException {
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                throw new EOFException();
            }
        }
        sum.update(bytes.flip());
        return bytes.flip();
    }
}
