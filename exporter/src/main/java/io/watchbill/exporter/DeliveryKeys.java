package io.watchbill.exporter;

import io.watchbill.engine.decode.SipHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes the keys of deliveries, with a secret of this exporter's own. Thread-safe. */
final class DeliveryKeys {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CONTENT = 1;
    private static final int NAME = 2;

    private final long key0;
    private final long key1;

    DeliveryKeys(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    private record Digest(long high, long low) {}

    /** The key of a body that its sender has named; names of different credentials never meet. */
    DeliveryKey named(String credential, String name, byte[] body, int length) {
        Digest content = digest(body, length, CONTENT);
        byte[] text = (credential.length() + ":" + credential + name).getBytes(StandardCharsets.UTF_8);
        Digest digest = digest(text, text.length, NAME);
        return new DeliveryKey(digest.high(), digest.low(), content.high(), content.low());
    }

    /** The key of a body that is its own name. */
    DeliveryKey ofContent(byte[] body, int length) {
        Digest content = digest(body, length, CONTENT);
        return new DeliveryKey(content.high(), content.low(), content.high(), content.low());
    }

    private Digest digest(byte[] bytes, int length, int purpose) {
        SipHash hash = new SipHash(key0 ^ purpose, key1);
        int end = length & ~7;
        for (int at = 0; at < end; at += 8) {
            hash.add((long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (int i = end; i < length; i++) {
            rest |= (bytes[i] & 0xffL) << ((i - end) << 3);
        }
        hash.addLast(rest, length);
        return new Digest(hash.first(), hash.second());
    }
}
