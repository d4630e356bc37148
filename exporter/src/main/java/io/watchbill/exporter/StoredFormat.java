package io.watchbill.exporter;

import io.watchbill.exporter.store.StateChanges;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/**
 * The format of a whole store: which parts it has and what their keys mean.
 *
 * <p>A version of this program reads and writes its own format. It refuses another one, and leaves it as it is: the version
 * that wrote it can go on with it.
 */
final class StoredFormat {
    static final int FORMAT = 3;

    private static final String KEY = "format";

    private StoredFormat() {}

    static void check(Store store) throws StoreException {
        byte[] bytes = store.get(KEY);
        if (bytes == null) {
            StateWriter to = new StateWriter();
            to.varint(FORMAT);
            StateChanges changes = new StateChanges();
            changes.put(KEY, to.toBytes());
            store.save(changes);
            return;
        }
        int found = new StateReader(KEY, bytes).below(Integer.MAX_VALUE);
        if (found != FORMAT) {
            throw new StoreException(
                    "the store has format " + found + ", this version reads format " + FORMAT
                            + "; run the version that wrote it, or start with another folder",
                    new IllegalStateException("format " + found));
        }
    }
}
