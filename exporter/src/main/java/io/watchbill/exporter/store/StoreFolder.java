package io.watchbill.exporter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** What is in a store's folder beside the database. */
record StoreFolder(Path path) {
    /** Makes the folder, and unpacks and loads the native library. */
    void load() throws IOException {
        createPrivate(path);
        Path natives = Files.createDirectories(path.resolve("native"));
        NativeLibraryLoader.getInstance().loadLibrary(natives.toString());
        RocksDB.loadLibrary();
    }

    /** What the store holds is nobody else's business; a folder that is there already keeps its permissions. */
    private static synchronized void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** Removes files of predictions that were begun and never taken in. */
    void clearSpill() throws IOException {
        try (Stream<Path> left = Files.list(Files.createDirectories(spill()))) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    /** A new file for predictions. */
    Path newSpill() throws IOException {
        return Files.createTempFile(spill(), "predictions", ".sst");
    }

    private Path spill() {
        return path.resolve("spill");
    }

    /** Where filters of ids are. */
    Path filters() {
        return path.resolve("filters");
    }

    /** Bytes of all files. */
    long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.mapToLong(StoreFolder::size).sum();
        }
    }

    /** Files come and go while they are counted. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
