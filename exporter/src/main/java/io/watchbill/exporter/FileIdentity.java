package io.watchbill.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which file a path leads to; stays the same when the file is renamed. */
record FileIdentity(long device, long inode) {
    /**
     * Looks a path up.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws IOException if it is no regular file, or cannot be looked at
     */
    static FileIdentity of(Path path) throws IOException {
        if (!Files.isRegularFile(path) && Files.exists(path)) {
            throw new IOException("it is no regular file");
        }
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(path, "unix:dev,ino");
        } catch (UnsupportedOperationException e) {
            throw new IOException("files can be followed only where they have inodes", e);
        }
        return new FileIdentity(number(attributes, "dev"), number(attributes, "ino"));
    }

    private static long number(Map<String, Object> attributes, String name) throws IOException {
        if (attributes.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IOException("files can be followed only where they have inodes");
    }
}
