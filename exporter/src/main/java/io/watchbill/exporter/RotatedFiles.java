package io.watchbill.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds files that were rotated away before they were read to their end: while the exporter was down, or could not store.
 * Not files of another name, nor compressed ones.
 */
final class RotatedFiles {
    /** What rotation puts behind a name: a number or a time. */
    private static final Pattern ROTATED = Pattern.compile("[-._]\\d[-._:T\\d]*");

    /**
     * @param read whether any of it was read before
     * @param more whether there is more of it
     * @param head by which copies are known
     */
    private record Found(
            Path path,
            FileTime modified,
            boolean read,
            boolean more,
            @Nullable String head) {}

    private RotatedFiles() {}

    /**
     * Those beside the path whose name begins with its own, oldest first: what was read before and not to its end, and
     * what was rotated away after the newest of those that were read, so that it never was.
     */
    static List<Path> unread(Path path, Function<String, OptionalLong> positions) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Path name = path.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        List<Found> all = new ArrayList<>();
        try (Stream<Path> beside = Files.list(folder)) {
            for (Path file : beside.toList()) {
                String other = String.valueOf(file.getFileName());
                Found found = other.startsWith(name.toString()) ? look(file, positions) : null;
                if (found != null) {
                    all.add(found);
                }
            }
        }
        return unread(all, folder.resolve(name));
    }

    private static List<Path> unread(List<Found> all, Path path) {
        all.sort(Comparator.comparing(Found::modified));
        Set<String> heads = new HashSet<>();
        FileTime newestRead = null;
        for (Found file : all) {
            boolean current = file.path().equals(path);
            if ((file.read() || current) && file.head() != null) {
                heads.add(file.head());
            }
            newestRead = file.read() && !current ? file.modified() : newestRead;
        }
        List<Path> unread = new ArrayList<>();
        for (Found file : all) {
            boolean another = !file.path().equals(path);
            boolean missed = newestRead != null
                    && file.modified().compareTo(newestRead) > 0
                    && isRotated(file.path(), path)
                    && file.head() != null
                    && heads.add(file.head());
            if (another && (file.read() ? file.more() : missed)) {
                unread.add(file.path());
            }
        }
        return unread;
    }

    private static boolean isRotated(Path other, Path path) {
        String suffix = String.valueOf(other.getFileName())
                .substring(String.valueOf(path.getFileName()).length());
        return ROTATED.matcher(suffix).matches();
    }

    private static @Nullable Found look(Path file, Function<String, OptionalLong> positions) {
        try (OpenFile open = OpenFile.open(file, 1, positions)) {
            return open == null
                    ? null
                    : new Found(file, Files.getLastModifiedTime(file), open.readBefore(), open.hasMore(), open.head());
        } catch (IOException e) {
            return null; // a folder, a file that is gone, or one of somebody else: not what was followed
        }
    }
}
