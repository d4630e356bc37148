package io.watchbill.exporter.store;

import io.watchbill.statistics.state.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.DirectSlice;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** A file of predictions that is being written, in ascending order of model, bucket and id. Not thread-safe. */
public final class PredictionFile implements AutoCloseable {
    private final Path path;
    private final Options options;
    private final EnvOptions environment = new EnvOptions();
    private final SstFileWriter writer;
    /** Of the last prediction that was put. */
    private final ByteBuffer key = ByteBuffer.allocateDirect(PredictionKey.BYTES);

    private ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 10);
    // What the writer is given: for a buffer it would ask anew each time where its memory is.
    private final DirectSlice keySlice = new DirectSlice(key, PredictionKey.BYTES);
    private DirectSlice valueSlice = new DirectSlice(bytes, 0);
    private final KnownIds.Change change;
    private final ByteBuffer mark;
    private boolean any;

    private PredictionFile(Path path, BlockBasedTableConfig form, KnownIds.Change change) {
        this.path = path;
        this.change = change;
        this.mark = ByteBuffer.allocateDirect(Long.BYTES).put(change.mark());
        this.options = new Options().setTableFormatConfig(form).setCompressionType(CompressionType.LZ4_COMPRESSION);
        this.writer = new SstFileWriter(environment, options);
    }

    static PredictionFile in(Path path, BlockBasedTableConfig form, KnownIds known)
            throws RocksDBException, IOException {
        PredictionFile file = new PredictionFile(path, form, known.change());
        boolean done = false;
        try {
            file.writer.open(path.toString());
            done = true;
            return file;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    Path path() {
        return path;
    }

    /** The store has taken it in. */
    void taken() {
        change.done();
    }

    /**
     * Adds a prediction, whose model, bucket and id come after those of the one before. Where the key holds no difference of
     * the two, it is left out.
     */
    public void put(int model, long bucket, long high, long low, StateWriter value) throws StoreException {
        if (any && PredictionKey.is(key, model, bucket, high, low)) {
            return;
        }
        PredictionKey.put(model, bucket, high, low, key.clear());
        if (value.size() > bytes.capacity()) {
            valueSlice.close();
            bytes = ByteBuffer.allocateDirect(2 * value.size());
            valueSlice = new DirectSlice(bytes, 0);
        }
        value.copyTo(bytes.clear());
        valueSlice.setLength(value.size());
        try {
            any = true;
            if (change.add(model, bucket, high, low)) {
                writer.put(key.duplicate().position(0).limit(PredictionKey.PREFIX), mark.clear());
            }
            writer.put(keySlice, valueSlice);
        } catch (RocksDBException e) {
            throw new StoreException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** Ends the file; whether any prediction is in it. */
    public boolean finish() throws StoreException {
        if (!any) {
            return false;
        }
        try {
            change.ready();
            writer.finish();
            return true;
        } catch (RocksDBException e) {
            throw new StoreException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** Removes the file, unless the store took it in. */
    @Override
    public void close() throws IOException {
        change.close();
        writer.close();
        keySlice.close();
        valueSlice.close();
        environment.close();
        options.close();
        Files.deleteIfExists(path);
    }
}
