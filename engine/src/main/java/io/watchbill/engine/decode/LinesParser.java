package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One parser for the lines of a body, as long as each is an object and nothing is wrong with it: a parser for every line
 * takes a seventh of the time of reading it. Where something is wrong, the parser may have read on into the next line, and
 * is of no use any more.
 */
final class LinesParser implements Closeable {
    private final byte[] bytes;
    private final int start;
    private @Nullable JsonParser parser;

    /** @param start of the first line */
    LinesParser(byte[] bytes, int start, int length) throws IOException {
        this.bytes = bytes;
        this.start = start;
        try {
            this.parser = Decoder.parser(bytes, start, length - start);
        } catch (JsonProcessingException e) {
            // The first line is told what is wrong with it when it is read by itself.
        }
    }

    /** Whether it can read the next line. */
    boolean isUsable() {
        return parser != null;
    }

    JsonParser parser() {
        if (parser == null) {
            throw new IllegalStateException("given up");
        }
        return parser;
    }

    /** Whether the object that was read ended in its line, and nothing but blanks follows in it. */
    boolean nothingMoreBefore(int end) {
        long at = start + parser().currentLocation().getByteOffset();
        return at <= end && Decoder.isBlank(bytes, (int) at, end);
    }

    /** Lets lines be read with parsers of their own from now on. */
    void giveUp() throws IOException {
        close();
        parser = null;
    }

    @Override
    public void close() throws IOException {
        if (parser != null) {
            parser.close();
        }
    }
}
