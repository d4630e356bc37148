package io.watchbill.exporter;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateSource;
import io.watchbill.statistics.state.StateWriter;

/** Up to which record of the journal a part of the state was saved. */
final class StoredPosition {
    private StoredPosition() {}

    static byte[] of(long position) {
        StateWriter to = new StateWriter();
        to.varint(position);
        return to.toBytes();
    }

    /** 0 where nothing was saved. */
    static long read(StateSource source, String key) {
        byte[] bytes = source.get(key);
        return bytes == null ? 0 : new StateReader(key, bytes).counted();
    }
}
