package io.watchbill.cli.output;

import io.watchbill.cli.Failure;
import io.watchbill.plan.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a folder differs from what it should hold. Of each file only the path stays in memory; one that differs lies
 * aside on the disk until this is closed.
 */
public final class Staging implements AutoCloseable {

    private static final Manifest NONE = new Manifest("", List.of(), List.of());

    private final OutputFolder folder;
    private final Content content;
    private final Aside aside;
    private final Manifest before;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    /** Whether a folder is there; none is made or deleted before everything is compared. */
    private final Map<Path, Boolean> folders = new ConcurrentHashMap<>();

    private final Map<String, Change> differing = new ConcurrentHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    private Staging(OutputFolder folder, Content content, Aside aside) {
        this.folder = folder;
        this.content = content;
        this.aside = aside;
        this.before = folder.manifest().orElse(NONE);
    }

    /** Renders the content and lays aside what differs. */
    static Staging of(OutputFolder folder, Content content, Aside aside) {
        try {
            Staging staging = new Staging(folder, content, aside);
            content.files().to(staging::take);
            staging.compare();
            return staging;
        } catch (RuntimeException | Error e) {
            aside.close();
            throw e;
        }
    }

    private void take(Artifact artifact) {
        byte[] now = artifact.content().getBytes(StandardCharsets.UTF_8);
        paths.add(artifact.path());
        change(artifact.path(), now).ifPresent(change -> differing.put(artifact.path(), change));
    }

    /** What writing does to a file, which is laid aside for that; nothing where it is current. */
    private Optional<Change> change(String path, byte[] now) {
        Optional<byte[]> old = mayBeThere(path) ? folder.read(path) : Optional.empty();
        return old.filter(bytes -> Arrays.equals(bytes, now)).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Change(path, old.map(bytes -> folder.inside(path)), Optional.of(aside.lay(path, now))));
    }

    /** False where the folder around it is missing: to ask for each file of a new folder costs more than to write it. */
    private boolean mayBeThere(String path) {
        Path around = folder.inside(path).getParent();
        return around == null || folders.computeIfAbsent(around, Files::isDirectory);
    }

    private void compare() {
        Set<String> ours = Set.copyOf(before.files());
        List<String> foreign = differing.values().stream()
                .filter(change -> change.old().isPresent())
                .map(Change::path)
                .filter(path -> !ours.contains(path))
                .sorted()
                .toList();
        if (!foreign.isEmpty()) {
            throw folder.foreign(foreign);
        }
        for (String path : ours) {
            if (!paths.contains(path) && folder.read(path).isPresent()) {
                differing.put(path, new Change(path, Optional.of(folder.inside(path)), Optional.empty()));
            }
        }
        changes.addAll(new TreeMap<>(differing).values());
        byte[] after = Manifest.of(content.version(), content.systems(), new TreeSet<>(paths))
                .text()
                .getBytes(StandardCharsets.UTF_8);
        change(Manifest.PATH, after).ifPresent(changes::add);
    }

    /** How many files the folder should hold, its manifest among them. */
    public int size() {
        return paths.size() + 1;
    }

    /** What differs, by path, the manifest last; empty if the folder is current. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * A file as the folder should hold it; the empty text for what it should not hold. Before anything is applied.
     *
     * @throws Failure if it cannot be read
     */
    public String text(String path) {
        if (!paths.contains(path)) {
            return "";
        }
        Path file =
                Optional.ofNullable(differing.get(path)).flatMap(Change::now).orElseGet(() -> folder.inside(path));
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + e, e);
        }
    }

    /**
     * Makes the folder hold the content.
     *
     * @throws Failure if something cannot be written or deleted
     */
    public void apply() {
        if (changes.isEmpty()) {
            return;
        }
        SortedSet<String> both = new TreeSet<>(before.files());
        both.addAll(paths);
        WholeFile.write(
                folder.inside(Manifest.PATH),
                Manifest.of(content.version(), content.systems(), both).text());
        String put = "";
        for (Change change : changes) {
            if (change.now().isEmpty()) {
                folder.delete(change.path());
            } else if (put.isEmpty() || !change.path().startsWith(put + "/")) {
                put = missing(change.path());
                WholeFile.put(aside.place(put), folder.inside(put));
            }
        }
    }

    /** The highest folder above a file that is not there, which can be put in its place with all that is laid in it, or the file. */
    private String missing(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            String above = path.substring(0, end);
            if (!Files.exists(folder.inside(above), LinkOption.NOFOLLOW_LINKS)) {
                return above;
            }
        }
        return path;
    }

    @Override
    public void close() {
        aside.close();
    }
}
