package io.watchbill.cli.output;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a file in the folder differs from what the specifications give.
 *
 * @param path relative to the folder
 * @param old  the file as it is; empty if it is not there
 * @param now  what takes its place, until the {@link Staging} is closed; empty if the file goes
 */
public record Change(String path, Optional<Path> old, Optional<Path> now) {

    private static final int CONTEXT_LINES = 3;

    /** What writing does to a file. */
    public enum Kind {
        CREATE("created"),
        UPDATE("updated"),
        DELETE("deleted");

        private final String past;

        Kind(String past) {
            this.past = past;
        }

        /** The word for having done it. */
        public String past() {
            return past;
        }
    }

    /** What writing does to the file. */
    public Kind kind() {
        if (now.isEmpty()) {
            return Kind.DELETE;
        }
        return old.isEmpty() ? Kind.CREATE : Kind.UPDATE;
    }

    /**
     * The lines of a unified diff, as {@code diff -u} and {@code git diff} write it; for as long as nothing is applied.
     *
     * @throws Failure if one of the two files cannot be read
     */
    public List<String> unifiedDiff() {
        String from = old.isEmpty() ? "/dev/null" : "a/" + path;
        String to = now.isEmpty() ? "/dev/null" : "b/" + path;
        List<String> before = lines(old);
        return UnifiedDiffUtils.generateUnifiedDiff(from, to, before, DiffUtils.diff(before, lines(now)), CONTEXT_LINES)
                .stream()
                .map(Change::emptySideAtZero)
                .toList();
    }

    /** An empty side is at line 0, or {@code patch} takes the file for one that should have a first line. */
    private static String emptySideAtZero(String line) {
        return line.startsWith("@@ ") ? line.replace("-1,0 ", "-0,0 ").replace("+1,0 ", "+0,0 ") : line;
    }

    private static List<String> lines(Optional<Path> file) {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return Files.readString(file.get(), StandardCharsets.UTF_8).lines().toList();
        } catch (CharacterCodingException e) {
            return List.of("(not text)");
        } catch (IOException e) {
            throw new Failure("cannot read " + file.get() + ": " + e, e);
        }
    }
}
