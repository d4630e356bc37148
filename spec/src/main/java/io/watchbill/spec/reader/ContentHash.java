package io.watchbill.spec.reader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** A hash of what a specification says, whatever files, order of keys, comments and quotes it is written with. */
final class ContentHash {
    private static final int BYTES = 8;

    private ContentHash() {}

    /** The first 64 bits of SHA-256, as 16 hexadecimal digits. */
    static String of(Node content) {
        StringBuilder canonical = new StringBuilder();
        write(content, canonical);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static void write(Node node, StringBuilder canonical) {
        if (node instanceof Node.Mapping mapping) {
            canonical.append('{');
            new TreeMap<>(mapping.entries()).forEach((key, entry) -> {
                write(key, canonical);
                canonical.append(':');
                write(entry.value(), canonical);
            });
            canonical.append('}');
        } else if (node instanceof Node.Sequence sequence) {
            canonical.append('[');
            sequence.items().forEach(item -> write(item, canonical));
            canonical.append(']');
        } else if (node instanceof Node.Scalar scalar) {
            write(scalar.text(), canonical);
        }
    }

    /** With its length in front, so that no two contents run together. */
    private static void write(String text, StringBuilder canonical) {
        canonical.append(text.length()).append('"').append(text);
    }
}
