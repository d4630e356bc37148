package io.watchbill.spec.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where specification files are read from. */
@FunctionalInterface
public interface TextFiles {
    /**
     * The whole text of a file.
     *
     * @throws IOException when it does not exist or cannot be read; the message says why
     */
    String read(Path file) throws IOException;

    /** The file system; text is UTF-8. */
    static TextFiles ofFileSystem() {
        return Files::readString;
    }
}
