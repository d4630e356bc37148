package io.watchbill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A committed file that must hold exactly what the code makes. {@code -Dwatchbill.update=true} rewrites such files
 * instead of comparing them; the review then shows what changed.
 */
public record Golden(Path file) {

    private static final String UPDATE = "watchbill.update";

    /** A file relative to the module's folder, such as {@code ../docs/metrics.md}. */
    public static Golden of(String file) {
        return new Golden(Path.of(file));
    }

    /** Fails with the first line that differs, unless the file holds exactly {@code actual}. */
    public void holds(String actual) {
        holds(actual, Boolean.getBoolean(UPDATE));
    }

    void holds(String actual, boolean update) {
        try {
            if (update) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
                return;
            }
            String expected = Files.exists(file) ? Files.readString(file) : "";
            if (!expected.equals(actual)) {
                throw new AssertionError(
                        difference(expected.lines().toList(), actual.lines().toList()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String difference(List<String> expected, List<String> actual) {
        int line = 0;
        while (line < expected.size()
                && line < actual.size()
                && expected.get(line).equals(actual.get(line))) {
            line++;
        }
        return file + " is not current: line " + (line + 1) + " holds\n  " + at(expected, line)
                + "\nand should hold\n  "
                + at(actual, line) + "\nIf the change is meant, run ./test -D" + UPDATE
                + "=true and review the file.";
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "(end of file)";
    }
}
