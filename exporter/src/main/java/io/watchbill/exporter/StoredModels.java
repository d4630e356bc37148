package io.watchbill.exporter;

import io.watchbill.exporter.store.StateChanges;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateSource;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** The models that a store knows: each has a number that stays. */
final class StoredModels {
    private static final String KEY = "models";

    /** Numbers are two bytes of a key. */
    private static final int MOST = 1 << 16;

    private final List<String> names;

    private StoredModels(List<String> names) {
        this.names = names;
    }

    /** Reads the models of a store, and adds those that are new. */
    static StoredModels of(Store store, List<String> watched) throws StoreException {
        List<String> names = read(store);
        int before = names.size();
        watched.stream().filter(name -> !names.contains(name)).forEach(names::add);
        if (names.size() > before) {
            StateWriter to = new StateWriter();
            to.varint(names.size());
            names.forEach(to::text);
            StateChanges changes = new StateChanges();
            changes.put(KEY, to.toBytes());
            store.save(changes);
        }
        return new StoredModels(names);
    }

    private static List<String> read(StateSource source) {
        List<String> names = new ArrayList<>();
        byte[] bytes = source.get(KEY);
        if (bytes != null) {
            StateReader from = new StateReader(KEY, bytes);
            int count = from.below(MOST);
            for (int i = 0; i < count; i++) {
                names.add(from.text());
            }
        }
        return names;
    }

    int number(String name) {
        return names.indexOf(name);
    }
}
