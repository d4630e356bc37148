package io.watchbill.exporter;

import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.LabelNotes;
import io.watchbill.exporter.store.DamagedStoreException;
import io.watchbill.exporter.store.Store;
import io.watchbill.exporter.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in the store. When a write has failed the store is opened anew, at most once a second, and what of the
 * failed write is on the disk all the same is added to the state: from then on it counts as any other.
 */
final class StoredJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(StoredJournal.class);
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final Store store;
    private final Restoring restoring;
    private final int maximumHeld;
    private final AtomicLong bytes = new AtomicLong();
    private final JournalRecordBytes recordBytes = new JournalRecordBytes();
    private volatile boolean failing;
    private long triedNanos;
    /** The position of the first record of the write that failed. */
    private long failedFirst;

    /** @param maximumHeld predictions that a model holds in memory at most */
    StoredJournal(Store store, Restoring restoring, int maximumHeld) {
        this.maximumHeld = maximumHeld;
        this.store = store;
        this.restoring = restoring;
    }

    @Override
    public void append(long first, List<JournalRecord> records) throws StoreException {
        if (failing) {
            recover();
        }
        requireRoom(records);
        List<Store.Entry> entries = new ArrayList<>(records.size());
        long size = 0;
        for (JournalRecord record : records) {
            Store.Entry entry = entry(first + entries.size(), record);
            entries.add(entry);
            size += entry.record().length;
        }
        try {
            store.append(entries);
            bytes.addAndGet(size);
        } catch (StoreException e) {
            failing = true;
            failedFirst = first;
            triedNanos = System.nanoTime();
            LOG.error("events cannot be stored, senders are asked to send them again: {}", e.getMessage());
            throw e;
        }
    }

    /**
     * Predictions leave memory by snapshots. Where they come faster than those are written, senders are asked to wait:
     * nothing is forgotten.
     */
    private void requireRoom(List<JournalRecord> records) throws StoreException {
        Map<ModelHost, Integer> rows = new HashMap<>();
        for (JournalRecord record : records) {
            for (BinnedBatch batch : record.batches()) {
                ModelHost model = restoring.state().find(batch.model());
                if (model != null) {
                    rows.merge(model, batch.predictions(), Integer::sum);
                }
            }
        }
        for (Map.Entry<ModelHost, Integer> model : rows.entrySet()) {
            int held = model.getKey().predictionsHeld();
            if (held > 0 && held + model.getValue() > maximumHeld) {
                throw new StoreException(
                        "predictions come faster than they can be written", new IllegalStateException("no room"));
            }
        }
    }

    private Store.Entry entry(long position, JournalRecord record) {
        List<Store.Note> notes = new ArrayList<>();
        for (BinnedBatch batch : record.batches()) {
            ModelHost model = restoring.state().find(batch.model());
            if (model == null) {
                continue;
            }
            LabelNotes.of(
                    model.plan(),
                    batch,
                    position,
                    (bucket, high, low, note) -> notes.add(new Store.Note(model.number(), bucket, high, low, note)));
        }
        return new Store.Entry(position, recordBytes.write(record), notes);
    }

    private void recover() throws StoreException {
        if (System.nanoTime() - triedNanos < PAUSE_NANOS) {
            throw new StoreException("the store has just failed", new IllegalStateException("waiting to try again"));
        }
        triedNanos = System.nanoTime();
        try {
            store.reopen();
            long found = restoring.replay(failedFirst);
            failing = false;
            LOG.info("events can be stored again; {} records of failed writes were found and counted", found);
        } catch (DamagedStoreException e) {
            throw new StoreException("the store is damaged; it is moved aside at the next start", e);
        }
    }

    /** Tries whether the store works again, if the last write failed. On the committer's thread. */
    void retry() {
        if (failing) {
            try {
                recover();
            } catch (StoreException e) {
                LOG.debug("the store still fails", e);
            }
        }
    }

    /** Whether the last write failed. */
    boolean failing() {
        return failing;
    }

    /** Bytes of records that were stored since this was asked last. */
    long takeBytes() {
        return bytes.getAndSet(0);
    }

    /** Bytes of records that were stored since {@link #takeBytes}. */
    long bytes() {
        return bytes.get();
    }
}
