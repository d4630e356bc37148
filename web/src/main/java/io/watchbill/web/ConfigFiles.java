package io.watchbill.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one reading of the web configuration. It remembers what it has seen of each, so that a change is noticed by
 * content: times and sizes miss the way in which Kubernetes replaces a mounted secret. Not thread-safe.
 */
final class ConfigFiles {
    /** More is no configuration, and would be read again every few seconds. */
    private static final int MOST_BYTES = 1 << 20;

    private final KeyedHash hash;
    private final Map<Path, KeyedHash.Digest> seen = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    ConfigFiles(KeyedHash hash) {
        this.hash = hash;
    }

    /** A file's content, or why it could not be read, and the digest of that. */
    private record Seen(
            KeyedHash.Digest digest, String text, @Nullable String failure) {}

    /** The file's text; the exception's message names the file. */
    String text(Path file) throws IOException {
        Seen now = look(file);
        if (now.failure() != null) {
            throw new IOException(now.failure());
        }
        return now.text();
    }

    private Seen look(Path file) {
        Seen now;
        try {
            byte[] bytes = read(file);
            now = new Seen(hash.digest(bytes), new String(bytes, UTF_8), null);
        } catch (IOException e) {
            String failure = message(file, e);
            now = new Seen(hash.digest(failure.getBytes(UTF_8)), "", failure);
        }
        seen.put(file, now.digest());
        return now;
    }

    /** The text of a file that only this process should be able to read; it is warned of where others can. */
    String secret(Path file) throws IOException {
        String text = text(file);
        if (openTo(file, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE)) {
            warnings.add(file + " can be read or written by every user of this machine; chmod 600 keeps them out");
        }
        return text;
    }

    /** The text of a file that only its owner should be able to change. */
    String guarded(Path file) throws IOException {
        String text = text(file);
        if (openTo(file, PosixFilePermission.OTHERS_WRITE)) {
            warnings.add(file + " can be written by every user of this machine; chmod o-w keeps them out");
        }
        return text;
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1); // a device has no size
            if (bytes.length > MOST_BYTES) {
                throw new IOException("has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static String message(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? file + " does not exist"
                : file + " cannot be read: " + e.getClass().getSimpleName();
    }

    private static boolean openTo(Path file, PosixFilePermission... others) throws IOException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return List.of(others).stream().anyMatch(permissions::contains);
        } catch (UnsupportedOperationException e) {
            return false; // a file system without these permissions has none to be too open
        }
    }

    /** What may be wrong, though the configuration can be used. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** Whether any of the files reads otherwise than it did. */
    boolean changed() {
        ConfigFiles again = new ConfigFiles(hash);
        seen.keySet().forEach(again::look);
        return !again.seen.equals(seen);
    }
}
