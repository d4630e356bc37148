package io.watchbill.exporter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A request's body in memory, bounded in itself and by what is in flight altogether. Not thread-safe. */
final class Body {
    private static final int FIRST = 16 << 10;

    /** Of an announced body; the rest when it comes, so that a sender who announces much and sends nothing holds little. */
    private static final int ANNOUNCED = 64 << 10;

    private final int maximum;
    private final InFlight inFlight;
    private long reserved;
    private byte[] bytes = new byte[0];
    private int length;
    private int announced;

    Body(int maximum, InFlight inFlight) {
        this.maximum = maximum;
        this.inFlight = inFlight;
    }

    /** Makes room for the beginning of a body of the length that its sender announced; negative for none. */
    void expect(long bytes) throws RefusedException {
        if (bytes > maximum) {
            throw tooLarge();
        }
        if (bytes > 0) {
            announced = (int) bytes;
            grow(Math.min(announced, ANNOUNCED));
        }
    }

    void add(ByteBuffer chunk) throws RefusedException {
        int more = chunk.remaining();
        if (more > maximum - length) {
            throw tooLarge();
        }
        if (length + more > bytes.length) {
            int most = announced >= length + more ? announced : maximum;
            grow((int) Math.min(most, Math.max(Math.max(FIRST, length + more), 2L * length)));
        }
        chunk.get(bytes, length, more);
        length += more;
    }

    private void grow(int size) throws RefusedException {
        if (!inFlight.reserve(size - reserved)) {
            throw new RefusedException(429, "too much is being taken in at once; send this body again in a second");
        }
        reserved = size;
        bytes = Arrays.copyOf(bytes, size);
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                413, "the body has more than " + maximum + " bytes; send fewer events at once (--maximum-body)");
    }

    /** The same body without its gzip encoding, under the same bounds. */
    Body gunzip() throws RefusedException {
        Body plain = new Body(maximum, inFlight);
        boolean done = false;
        byte[] buffer = new byte[FIRST];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, 0, length), FIRST)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                plain.add(ByteBuffer.wrap(buffer, 0, read));
            }
            done = true;
            return plain;
        } catch (IOException e) {
            throw new RefusedException(400, "the body is not the gzip that its Content-Encoding says, or is cut short");
        } finally {
            release();
            if (!done) {
                plain.release();
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Gives its part of the bound back; the body must not be used any more. */
    void release() {
        inFlight.release(reserved);
        reserved = 0;
        bytes = new byte[0];
        length = 0;
    }
}
