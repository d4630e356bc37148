package io.watchbill.exporter;

import java.util.List;

/** Where records are kept, in their order. Only the committer appends. */
interface Journal {
    /** Keeps nothing: what the exporter knows ends with its process. */
    Journal NONE = records -> {};

    /**
     * Appends records; they are durable on return.
     *
     * @throws StoreException if they could not be stored; they may be there after a restart nevertheless
     */
    void append(List<JournalRecord> records) throws StoreException;
}
