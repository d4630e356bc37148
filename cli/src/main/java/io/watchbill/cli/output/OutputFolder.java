package io.watchbill.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A folder of generated files, which may hold files of others too.
 *
 * <ol>
 *   <li>What is ours stands in the manifest, {@code index.json}; nothing else is ever deleted or overwritten.
 *   <li>A file is replaced whole or not at all: written elsewhere in the folder and moved to its place.
 *   <li>A file that is current is not touched.
 *   <li>Nothing is replaced or deleted before everything is rendered.
 *   <li>One run at a time writes: another one fails before it has read anything.
 *   <li>The manifest goes last, and until then it names the old and the new files, so that whatever an interrupted run left
 *       is still known as ours.
 * </ol>
 */
public final class OutputFolder {

    private final Path root;

    public OutputFolder(Path root) {
        this.root = root;
    }

    /**
     * Renders the content and says how the folder differs from it, and writes nothing into the folder.
     *
     * @throws Failure if something cannot be read, or a file is in the way that is not ours
     */
    public Staging compare(Content content) {
        return Staging.of(this, content, Aside.elsewhere());
    }

    /**
     * Renders the content into a corner of the folder, from where {@link Staging#apply} brings it to its places.
     *
     * @throws Failure if another run writes into the folder, something cannot be read or written, or a file is in the way that is
     *     not ours
     */
    public Staging stage(Content content) {
        return Staging.of(this, content, Aside.within(root));
    }

    /**
     * Makes the folder hold the content.
     *
     * @throws Failure as {@link #stage}
     */
    public void write(Content content) {
        try (Staging staging = stage(content)) {
            staging.apply();
        }
    }

    /**
     * The paths that the manifest lists, in order; nothing where there is no manifest.
     *
     * @throws Failure if it cannot be read
     */
    public Optional<SortedSet<String>> written() {
        return manifest().map(manifest -> new TreeSet<>(manifest.files()));
    }

    /** The manifest, where there is one. */
    Optional<Manifest> manifest() {
        Optional<byte[]> bytes = read(Manifest.PATH);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Manifest manifest = Manifest.parse(bytes.get());
            manifest.files().forEach(this::inside);
            return Optional.of(manifest);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    root.resolve(Manifest.PATH) + " is not a manifest of watchbill: " + e.getOriginalMessage()
                            + "\nMove it away, or give another folder by -o.",
                    e);
        }
    }

    /** The file of a relative path; a manifest that somebody edited cannot lead out of the folder. */
    Path inside(String path) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.normalize()) || file.equals(root.normalize())) {
            throw new Failure(root.resolve(Manifest.PATH) + " names a file outside of the folder: " + path);
        }
        return file;
    }

    /** What a file holds; nothing where it is not there. */
    Optional<byte[]> read(String path) {
        Path file = inside(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + e, e);
        }
    }

    /** Deletes a file, and the folders above it that are empty now. */
    void delete(String path) {
        Path file = inside(path);
        try {
            Files.deleteIfExists(file);
            for (Path folder = file.getParent();
                    folder != null && folder.startsWith(root) && !folder.equals(root) && empty(folder);
                    folder = folder.getParent()) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new Failure("cannot delete " + file + ": " + e, e);
        }
    }

    /** Complains of files that are in the way. */
    Failure foreign(List<String> paths) {
        return new Failure("in the way, and not written by watchbill (not in " + root.resolve(Manifest.PATH) + "): "
                + String.join(", ", paths) + "\nMove it away, or give another folder by -o.");
    }

    private static boolean empty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
