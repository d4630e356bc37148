package io.watchbill.exporter.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** The open database and what must be closed with it. */
final class Opened implements AutoCloseable {
    private final Tables tables;
    private final DBOptions options;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    private @Nullable RocksDB database;

    private Opened(DBOptions options, Tables tables) {
        this.options = options;
        this.tables = tables;
    }

    /** Opens the database in a folder; options and tables are closed with it, or at once if that fails. */
    static Opened open(String folder, DBOptions options, Tables tables) throws RocksDBException {
        Opened opening = new Opened(options, tables);
        boolean done = false;
        try {
            opening.database = RocksDB.open(options, folder, tables.descriptors(), opening.handles);
            done = true;
            return opening;
        } finally {
            if (!done) {
                opening.close();
            }
        }
    }

    RocksDB database() {
        if (database == null) {
            throw new IllegalStateException("not open");
        }
        return database;
    }

    Tables tables() {
        return tables;
    }

    WriteOptions synced() {
        return synced;
    }

    WriteOptions unsynced() {
        return unsynced;
    }

    ColumnFamilyHandle state() {
        return handles.get(0);
    }

    ColumnFamilyHandle journal() {
        return handles.get(1);
    }

    ColumnFamilyHandle predictions() {
        return handles.get(2);
    }

    ColumnFamilyHandle notes() {
        return handles.get(3);
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        if (database != null) {
            database.close();
        }
        synced.close();
        unsynced.close();
        options.close();
        tables.close();
    }
}
