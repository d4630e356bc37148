package io.watchbill.exporter.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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

    /** Bytes of all files, which come and go while they are counted. */
    long bytes() throws IOException {
        Sizes sizes = new Sizes();
        Files.walkFileTree(path, sizes);
        return sizes.bytes;
    }

    private static final class Sizes extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
        }

        /** Between its name in the folder and its size, a file may go. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
            if (problem instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw problem;
        }
    }
}
