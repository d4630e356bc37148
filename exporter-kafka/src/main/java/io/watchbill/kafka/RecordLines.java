package io.watchbill.kafka;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The values of records of one partition, a line each, or several where a value holds several. Not thread-safe. */
final class RecordLines {
    /** Bytes that are taken in at once, unless one record has more. */
    static final int MOST = 1 << 20;

    private byte[] bytes = new byte[64 << 10];
    private int length;
    private long next;

    boolean fits(byte[] value) {
        return length == 0 || (long) length + value.length + 1 <= MOST;
    }

    /** A record without a value only says that its key is gone: it holds no line. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        next = record.offset() + 1;
        if (value == null) {
            return;
        }
        int end = Math.addExact(Math.addExact(length, value.length), 1);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        System.arraycopy(value, 0, bytes, length, value.length);
        bytes[end - 1] = '\n';
        length = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** The offset after the last record. */
    long next() {
        return next;
    }

    void clear() {
        length = 0;
        if (bytes.length > 2 * MOST) {
            bytes = new byte[64 << 10];
        }
    }
}
