package io.watchbill.exporter;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is read into chunks of whole lines. A line that is longer than allowed is passed over without being held.
 *
 * <p>Invariants: a chunk ends with a line; it has at most {@link #CHUNK} bytes, or is one line; what is held is at most
 * one byte more than the larger of that and the longest line. Not thread-safe.
 */
final class LineChunks {
    /** Bytes of lines that are taken in at once. */
    static final int CHUNK = 1 << 20;

    private static final int FIRST = 64 << 10;

    /** Where bytes come from, as {@link java.io.InputStream#read(byte[], int, int)}; 0 or less when there are none now. */
    interface Bytes {
        int read(byte[] to, int offset, int length) throws IOException;
    }

    /**
     * Some whole lines.
     *
     * @param bytes begins with them; valid until the next chunk is asked for
     * @param length of all the lines
     * @param tooLong whether this stands for one line that was passed over
     * @param next the place after them
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Chunk(byte[] bytes, int length, boolean tooLong, long next) {}

    private final Bytes from;
    private final int longestLine;
    private final int most;
    private byte[] buffer = new byte[FIRST];
    private int held;

    /** Bytes of the buffer that the last chunk handed out. */
    private int handed;

    /** So many bytes from the start hold no line's end. */
    private int searched;

    private boolean passing;

    /** The place of the buffer's first byte. */
    private long place;

    LineChunks(Bytes from, int longestLine, long place) {
        this.from = from;
        this.longestLine = longestLine;
        this.most = Math.max(CHUNK, Math.addExact(longestLine, 1));
        this.place = place;
    }

    /** The next lines; null when there is no whole line now. */
    @Nullable
    Chunk next() throws IOException {
        drop(handed);
        while (true) {
            Chunk chunk = passing ? passed() : lines();
            if (chunk != null) {
                return chunk;
            }
            if (!passing && held > longestLine) {
                passing = true;
                drop(held);
            }
            int read = from.read(buffer, held, buffer.length - held);
            if (read <= 0) {
                return null;
            }
            held += read;
            if (held == buffer.length && held < most) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(most, 2L * buffer.length));
            }
        }
    }

    /** The last line of an input that has ended without ending it; null if it has ended all lines. */
    @Nullable
    Chunk rest() {
        drop(handed);
        if (!passing && held == 0) {
            return null;
        }
        boolean tooLong = passing;
        passing = false;
        handed = held;
        return new Chunk(buffer, held, tooLong, place + held);
    }

    private @Nullable Chunk passed() {
        int end = newline(0, held);
        if (end < 0) {
            drop(held);
            return null;
        }
        passing = false;
        handed = end + 1;
        return new Chunk(buffer, 0, true, place + handed);
    }

    private @Nullable Chunk lines() {
        int first = newline(searched, held);
        if (first < 0) {
            searched = held;
            return null;
        }
        int last = Math.min(held, CHUNK) - 1;
        while (last > first && buffer[last] != '\n') {
            last--;
        }
        handed = Math.max(first, last) + 1;
        return new Chunk(buffer, handed, false, place + handed);
    }

    private int newline(int start, int end) {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void drop(int bytes) {
        System.arraycopy(buffer, bytes, buffer, 0, held - bytes);
        held -= bytes;
        place += bytes;
        handed = 0;
        searched = Math.max(0, searched - bytes);
    }
}
