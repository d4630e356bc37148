package io.watchbill.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds files that were being followed when the exporter ended, and were rotated away before it started again. */
final class RotatedFiles {
    private record Found(Path path, FileTime modified) {}

    private RotatedFiles() {}

    /** Those beside the path whose name begins with its own, that were read before and not to their end; oldest first. */
    static List<Path> unfinished(Path path, Function<String, OptionalLong> positions) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        Path name = path.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> beside = Files.list(folder)) {
            for (Path file :
                    beside.filter(other -> isRotated(other.getFileName(), name)).toList()) {
                Found unfinished = look(file, positions);
                if (unfinished != null) {
                    found.add(unfinished);
                }
            }
        }
        found.sort(Comparator.comparing(Found::modified));
        return found.stream().map(Found::path).toList();
    }

    private static boolean isRotated(@Nullable Path other, Path name) {
        return other != null && !other.equals(name) && other.toString().startsWith(name.toString());
    }

    private static @Nullable Found look(Path file, Function<String, OptionalLong> positions) {
        try (OpenFile open = OpenFile.open(file, 1, positions)) {
            return open != null && open.unfinished() ? new Found(file, Files.getLastModifiedTime(file)) : null;
        } catch (IOException e) {
            return null; // a folder, a file that is gone, or one of somebody else: not what was followed
        }
    }
}
