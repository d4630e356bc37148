package io.watchbill.exporter;

import io.watchbill.engine.decode.IdHash;
import io.watchbill.exporter.store.StateChanges;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.security.SecureRandom;

/**
 * The keys of this exporter's hashes. They stay with its store, since what is stored is known by these hashes.
 *
 * @param ids of predictions' ids
 * @param deliveries of deliveries' names and contents
 */
record Secrets(IdHash ids, DeliveryKeys deliveries) {
    private static final String KEY = "secrets";

    static Secrets random() {
        SecureRandom random = new SecureRandom();
        return new Secrets(
                new IdHash(random.nextLong(), random.nextLong()),
                new DeliveryKeys(random.nextLong(), random.nextLong()));
    }

    /** Those of a store; new ones if it has none. */
    static Secrets of(Store store) throws StoreException {
        byte[] bytes = store.get(KEY);
        if (bytes == null) {
            SecureRandom random = new SecureRandom();
            StateWriter to = new StateWriter();
            for (int i = 0; i < 4; i++) {
                to.whole(random.nextLong());
            }
            bytes = to.toBytes();
            StateChanges changes = new StateChanges();
            changes.put(KEY, bytes);
            store.save(changes);
        }
        StateReader from = new StateReader(KEY, bytes);
        return new Secrets(new IdHash(from.whole(), from.whole()), new DeliveryKeys(from.whole(), from.whole()));
    }
}
