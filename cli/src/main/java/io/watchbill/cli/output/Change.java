package io.watchbill.cli.output;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/**
 * How a file in the folder differs from what the specifications give.
 *
 * @param path relative to the folder
 * @param kind what writing does to it
 * @param old  its content now; empty if it is not there
 * @param now  its content after writing; empty if it goes
 */
public record Change(String path, Kind kind, String old, String now) {

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

    /** The lines of a unified diff, as {@code diff -u} and {@code git diff} write it. */
    public List<String> unifiedDiff() {
        String from = kind == Kind.CREATE ? "/dev/null" : "a/" + path;
        String to = kind == Kind.DELETE ? "/dev/null" : "b/" + path;
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

    private static List<String> lines(String content) {
        return content.lines().toList();
    }
}
