package io.watchbill.incidents.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What waits to be written into files: durable in the journal, and at hand here. Thread-safe. */
final class Inbox implements AutoCloseable {

    /** More is no storm but an inbox that nobody empties; what comes at once into an empty one is never too much. */
    static final int MOST = 20_000;

    private final Journal journal;
    private final Map<Long, Arrival> waiting = new LinkedHashMap<>();
    private long next;

    private Inbox(Journal journal, List<Arrival> found) {
        this.journal = journal;
        found.forEach(arrival -> waiting.put(next++, arrival));
    }

    static Inbox open(Path file) throws IOException {
        List<Arrival> found = new ArrayList<>();
        Journal journal = Journal.open(file, found);
        return new Inbox(journal, found);
    }

    /**
     * Takes arrivals in; they are durable on return.
     *
     * @throws IOException if they cannot be stored now
     */
    synchronized void put(List<Arrival> arrivals) throws IOException {
        if (!waiting.isEmpty() && waiting.size() + arrivals.size() > MOST) {
            throw new IOException("more than " + MOST + " alerts wait to be written into files");
        }
        journal.append(arrivals);
        arrivals.forEach(arrival -> waiting.put(next++, arrival));
    }

    /** What waits, oldest first, by a number of its own. */
    synchronized Map<Long, Arrival> waiting() {
        return new LinkedHashMap<>(waiting);
    }

    synchronized int size() {
        return waiting.size();
    }

    /** These are in the files now. */
    synchronized void done(List<Long> numbers) {
        numbers.forEach(waiting::remove);
    }

    /** Makes the journal forget what is done. */
    synchronized void compact() throws IOException {
        journal.keepOnly(new ArrayList<>(waiting.values()));
    }

    /** Bytes of the journal. */
    long length() {
        return journal.length();
    }

    @Override
    public void close() throws IOException {
        compact();
        journal.close();
    }
}
