package io.watchbill.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder of generated files, which may hold files of others too.
 *
 * <ol>
 *   <li>What is ours stands in the manifest, {@code index.json}; nothing else is ever deleted or overwritten.
 *   <li>A file is replaced whole or not at all: written beside its place and moved there.
 *   <li>A file that is current is not touched.
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
     * What the folder should hold.
     *
     * @param version of this watchbill
     * @param systems names of the specifications with their hashes
     * @param files   content by relative path
     */
    public record Content(String version, Map<String, String> systems, SortedMap<String, String> files) {}

    /**
     * How the folder differs from the content, by path; empty if it is current.
     *
     * @throws Failure if something cannot be read, or a file is in the way that is not ours
     */
    public List<Change> compare(Content content) {
        Optional<String> written = read(Manifest.PATH);
        Manifest before = written.map(this::manifest).orElseGet(() -> new Manifest("", List.of(), List.of()));
        Manifest after = Manifest.of(content.version(), content.systems(), content.files());
        List<Change> changes = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>(before.paths());
        paths.addAll(after.paths());
        for (String path : paths) {
            Optional<String> old = read(path);
            Optional<String> now = Optional.ofNullable(content.files().get(path));
            if (!old.equals(now)) {
                changes.add(change(path, old, now));
                if (old.isPresent() && !before.paths().contains(path)) {
                    foreign.add(path);
                }
            }
        }
        if (!foreign.isEmpty()) {
            throw new Failure("in the way, and not written by watchbill (not in " + root.resolve(Manifest.PATH) + "): "
                    + String.join(", ", foreign) + "\nMove it away, or give another folder by -o.");
        }
        if (!written.equals(Optional.of(after.text()))) {
            changes.add(change(Manifest.PATH, written, Optional.of(after.text())));
        }
        return changes;
    }

    /**
     * Makes the folder hold the content, and says what was done.
     *
     * @throws Failure if something cannot be read or written, or a file is in the way that is not ours
     */
    public List<Change> write(Content content) {
        List<Change> changes = compare(content);
        if (!changes.isEmpty()) {
            SortedMap<String, String> both = new TreeMap<>(content.files());
            read(Manifest.PATH).ifPresent(text -> manifest(text).paths().forEach(path -> both.putIfAbsent(path, "")));
            replace(
                    Manifest.PATH,
                    Manifest.of(content.version(), content.systems(), both).text());
            changes.forEach(this::apply);
        }
        return changes;
    }

    /**
     * The paths that the manifest lists, in order; nothing where there is no manifest.
     *
     * @throws Failure if it cannot be read
     */
    public Optional<Set<String>> written() {
        return read(Manifest.PATH).map(text -> manifest(text).paths());
    }

    private void apply(Change change) {
        if (change.kind() == Change.Kind.DELETE) {
            delete(change.path());
        } else {
            replace(change.path(), change.now());
        }
    }

    private static Change change(String path, Optional<String> old, Optional<String> now) {
        Change.Kind kind = now.isEmpty() ? Change.Kind.DELETE : old.isEmpty() ? Change.Kind.CREATE : Change.Kind.UPDATE;
        return new Change(path, kind, old.orElse(""), now.orElse(""));
    }

    private Manifest manifest(String text) {
        try {
            Manifest manifest = Manifest.parse(text);
            manifest.paths().forEach(this::inside);
            return manifest;
        } catch (JsonProcessingException e) {
            throw new Failure(
                    root.resolve(Manifest.PATH) + " is not a manifest of watchbill: " + e.getOriginalMessage()
                            + "\nMove it away, or give another folder by -o.",
                    e);
        }
    }

    /** The file of a relative path; a manifest that somebody edited cannot lead out of the folder. */
    private Path inside(String path) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.normalize()) || file.equals(root.normalize())) {
            throw new Failure(root.resolve(Manifest.PATH) + " names a file outside of the folder: " + path);
        }
        return file;
    }

    private Optional<String> read(String path) {
        Path file = inside(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            return Optional.of("(not text)");
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + e, e);
        }
    }

    private void replace(String path, String content) {
        WholeFile.write(inside(path), content);
    }

    /** Deletes a file, and the folders above it that are empty now. */
    private void delete(String path) {
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

    private static boolean empty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
