package io.watchbill.exporter;

import io.watchbill.exporter.store.StoreException;
import java.util.List;

/** Where records are kept, in their order. Only the committer appends. */
interface Journal {
    /** Keeps nothing: what the exporter knows ends with its process. */
    Journal NONE = (first, records) -> {};

    /**
     * Appends records; they are durable on return.
     *
     * @param first the position of the first of them; the others follow one by one
     * @throws StoreException if they could not be stored; they may be found when the store is opened again nevertheless
     */
    void append(long first, List<JournalRecord> records) throws StoreException;
}
