package io.watchbill.testing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A fuzzer's bytes read as damage to good bytes: a list of edits, so that small inputs reach deep into a form that they
 * need not spell out, and committed inputs stay good when the form changes.
 *
 * <p>An edit is six bytes and what follows them: {@code target}, {@code action} (mod 4), {@code position} in two bytes,
 * {@code length} in two bytes, then so many bytes, or as many as are left. No input is no damage.
 */
public final class Damage {
    private static final int CUT = 0;
    private static final int OVERWRITE = 1;
    private static final int INSERT = 2;

    private final byte[] input;
    private int at;

    /** @param from where the edits begin in the input */
    public Damage(byte[] input, int from) {
        this.input = input;
        this.at = Math.min(from, input.length);
    }

    private int next() {
        return at < input.length ? input[at++] & 0xFF : 0;
    }

    private int wide() {
        return next() << 8 | next();
    }

    /** Whether there is another edit. */
    public boolean hasNext() {
        return at < input.length;
    }

    /** Which of {@code count} targets the next edit is for; to be called once, before {@link #apply}. */
    public int target(int count) {
        return next() % count;
    }

    /** The good bytes after the next edit: cut short, overwritten, with bytes put in, or replaced as a whole. */
    public byte[] apply(byte[] good) {
        int action = next() % 4;
        int position = wide() % (good.length + 1);
        int length = wide();
        byte[] piece = Arrays.copyOfRange(input, at, Math.min(input.length, at + length));
        at += piece.length;
        return switch (action) {
            case CUT -> Arrays.copyOf(good, position);
            case OVERWRITE -> joined(good, position, piece, Math.min(good.length, position + piece.length));
            case INSERT -> joined(good, position, piece, position);
            default -> piece;
        };
    }

    private static byte[] joined(byte[] good, int to, byte[] piece, int from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(good.length + piece.length);
        bytes.write(good, 0, to);
        bytes.writeBytes(piece);
        bytes.write(good, from, good.length - from);
        return bytes.toByteArray();
    }
}
