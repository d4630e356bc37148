package io.watchbill.exporter.store;

import io.watchbill.statistics.state.StateWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
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
    private ByteBuffer key = ByteBuffer.allocateDirect(PredictionKey.BYTES);
    private ByteBuffer last = ByteBuffer.allocateDirect(PredictionKey.BYTES);
    private ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 10);
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
        key.clear();
        PredictionKey.put(model, bucket, high, low, key);
        key.flip();
        if (any && key.equals(last)) {
            return;
        }
        if (value.size() > bytes.capacity()) {
            bytes = ByteBuffer.allocateDirect(2 * value.size());
        }
        bytes.clear();
        value.copyTo(bytes);
        bytes.flip();
        try {
            any = true;
            if (change.add(model, bucket, high, low)) {
                writer.put(key.duplicate().limit(PredictionKey.PREFIX), mark.clear());
            }
            writer.put(key, bytes);
            key.rewind();
            ByteBuffer spare = last;
            last = key;
            key = spare;
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
        environment.close();
        options.close();
        Files.deleteIfExists(path);
    }
}
