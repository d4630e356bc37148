package io.watchbill.exporter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file's content: device, inode, and a hash of its first bytes, so that a file of the same inode with
 * other content is another stream.
 *
 * @param head how many bytes the hash is of: {@value #HEAD}, or fewer where the file was shorter when it was first read
 * @param hash of them
 */
record FileStream(FileIdentity identity, int head, String hash) {
    /** So many first bytes tell one content from another. */
    static final int HEAD = 256;

    private static final int HASH_BYTES = 16;

    /** A stream that was read before. */
    record Known(FileStream stream, long next) {}

    /** The name under which positions are kept. */
    String name() {
        return "file:" + identity.device() + ":" + identity.inode() + ":" + head + ":" + hash;
    }

    /** The stream of what the file holds now; null while it is empty. */
    static @Nullable FileStream of(FileIdentity identity, FileChannel file) throws IOException {
        byte[] head = head(file, HEAD);
        return head.length == 0 ? null : of(identity, head);
    }

    private static FileStream of(FileIdentity identity, byte[] head) {
        return new FileStream(identity, head.length, hash(head));
    }

    /** The stream under which the file was read before, when it may have been shorter; null if it never was. */
    static @Nullable Known known(FileIdentity identity, FileChannel file, Function<String, OptionalLong> positions)
            throws IOException {
        byte[] head = head(file, HEAD);
        for (int length = head.length; length > 0; length--) {
            FileStream stream = of(identity, Arrays.copyOf(head, length));
            OptionalLong next = positions.apply(stream.name());
            if (next.isPresent()) {
                return new Known(stream, next.getAsLong());
            }
        }
        return null;
    }

    /** Whether the file still begins as it did. */
    boolean isOf(FileChannel file) throws IOException {
        byte[] now = head(file, head);
        return now.length == head && hash(now).equals(hash);
    }

    private static byte[] head(FileChannel file, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
            // reads on until the file or the head ends
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
