package io.watchbill.incidents.file;

import io.watchbill.incidents.record.Incident;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of incident files. Files are there whole or not at all, their names come from our own ids alone, and
 * programs that work in the folder at the same time wait for one another. Thread-safe.
 */
public final class IncidentFolder {

    private static final Pattern NAME = Pattern.compile("(INC-(\\d{4})-(\\d{4,9}))\\.md");
    private static final Pattern KEY = Pattern.compile("\"" + StateLines.KEY + "\":\"([0-9a-f]{16})\"");
    private static final String OWN = ".watchbill";

    /** Locks of files are a process's; within it this one. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    /** Editors take a file away for a moment while they save it. */
    private static final long SAVING_NANOS = Duration.ofSeconds(5).toNanos();

    private final Path folder;
    private final IncidentPage page;
    private final LongSupplier nanoTime;
    private final Map<Path, Known> known = new HashMap<>();
    private final Map<String, Long> vanished = new HashMap<>();

    /**
     * A file that reads as an incident.
     *
     * @param path of the file
     */
    public record Stored(Path path, IncidentFile file) {
        public Incident incident() {
            return file.incident();
        }
    }

    /**
     * A file that does not, and so is left as it is.
     *
     * @param line counted from 1
     * @param key of the incident that it was, where that can still be seen
     */
    public record Broken(Path path, int line, String message, Optional<String> key) {
        /** File, line and what to do. */
        public String text() {
            return path + ":" + line + ": " + message;
        }
    }

    /**
     * What a folder holds, in the order of ids.
     *
     * @param vanished keys of files that were there a moment ago: somebody saves or moves them
     */
    public record Content(List<Stored> incidents, List<Broken> broken, Set<String> vanished) {
        /** Nothing. */
        public static final Content EMPTY = new Content(List.of(), List.of(), Set.of());

        public Content {
            incidents = List.copyOf(incidents);
            broken = List.copyOf(broken);
            vanished = Set.copyOf(vanished);
        }

        /** Whether the file of that key is there and cannot be read now. */
        public boolean isUnsettled(String key) {
            return vanished.contains(key)
                    || broken.stream()
                            .anyMatch(file -> file.key().filter(key::equals).isPresent());
        }

        /** The incident of that id, in any case of letters. */
        public Optional<Stored> find(String id) {
            return incidents.stream()
                    .filter(stored -> stored.incident().id().equalsIgnoreCase(id))
                    .findFirst();
        }
    }

    /** What a file was when it was read; it has changed if one of these has. */
    private record Stamp(Object time, long size, @Nullable Object inode) {}

    private record Known(
            Stamp stamp, @Nullable Stored stored, @Nullable Broken broken) {

        Optional<String> key() {
            return stored != null
                    ? stored.incident().subject().key()
                    : Optional.ofNullable(broken).flatMap(Broken::key);
        }

        /** A file that is empty while it is saved is still the file of its incident. */
        Known of(Optional<String> key) {
            return broken != null && broken.key().isEmpty()
                    ? new Known(stamp, null, new Broken(broken.path(), broken.line(), broken.message(), key))
                    : this;
        }
    }

    /** A change of a file's incident: as it is then, or empty to leave it. */
    public interface Edit<E extends Exception> {
        Optional<Incident> of(IncidentFile file) throws E;
    }

    /** A change of a file: its new content, or empty to leave it. */
    private interface Rewrite<E extends Exception> {
        Optional<String> of(IncidentFile file) throws E;
    }

    /** What is done alone. */
    public interface Action<T, E extends Exception> {
        T run() throws E, IOException;
    }

    private IncidentFolder(Path folder, IncidentPage page, LongSupplier nanoTime) {
        this.folder = folder;
        this.page = page;
        this.nanoTime = nanoTime;
    }

    /**
     * The folder, made where it is missing.
     *
     * @param page how files are written
     */
    public static IncidentFolder open(Path folder, IncidentPage page) throws IOException {
        return open(folder, page, System::nanoTime);
    }

    static IncidentFolder open(Path folder, IncidentPage page, LongSupplier nanoTime) throws IOException {
        Path own = folder.resolve(OWN);
        Files.createDirectories(own);
        Path ignore = own.resolve(".gitignore");
        if (!Files.exists(ignore)) {
            Files.writeString(ignore, "*\n");
        }
        return new IncidentFolder(folder, page, nanoTime);
    }

    /** The folder for what programs keep beside the files; version control ignores it. */
    public Path own() {
        return folder.resolve(OWN);
    }

    /** Does something while no other program changes the folder by these means. */
    public <T, E extends Exception> T alone(Action<T, E> action) throws E, IOException {
        IN_PROCESS.lock();
        try {
            if (IN_PROCESS.getHoldCount() > 1) {
                return action.run(); // closing the file a second time would give the lock up
            }
            try (FileChannel channel =
                    FileChannel.open(own().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock unused = channel.lock();
                return action.run();
            }
        } finally {
            IN_PROCESS.unlock();
        }
    }

    /** What the folder holds now; a file that has not changed is not read again. */
    public synchronized Content read() throws IOException {
        List<Stored> incidents = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        List<Path> paths = paths();
        forget(paths);
        for (Path path : paths) {
            Known now = look(path);
            if (now == null) {
                continue;
            }
            if (now.stored() != null) {
                incidents.add(now.stored());
            } else if (now.broken() != null) {
                broken.add(now.broken());
            }
        }
        incidents.forEach(stored -> stored.incident().subject().key().ifPresent(vanished::remove));
        return new Content(incidents, broken, vanished.keySet());
    }

    private void forget(List<Path> paths) {
        long now = nanoTime.getAsLong();
        vanished.values().removeIf(since -> now - since > SAVING_NANOS);
        Set<Path> there = Set.copyOf(paths);
        for (Path path : List.copyOf(known.keySet())) {
            if (!there.contains(path)) {
                Optional.ofNullable(known.remove(path)).flatMap(Known::key).ifPresent(key -> vanished.put(key, now));
            }
        }
    }

    private List<Path> paths() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> NAME.matcher(name(path)).matches())
                    .sorted(Comparator.comparing(IncidentFolder::name))
                    .toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private @Nullable Known look(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Stamp stamp = new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            Known before = known.get(path);
            if (before != null && before.stamp().equals(stamp)) {
                return before;
            }
            Known now = parse(path, stamp).of(before == null ? Optional.empty() : before.key());
            known.put(path, now);
            return now;
        } catch (NoSuchFileException e) {
            return null; // gone since the folder was listed
        }
    }

    private static Known parse(Path path, Stamp stamp) throws IOException {
        String content = "";
        try {
            content = Files.readString(path);
            return new Known(stamp, new Stored(path, file(path, content)), null);
        } catch (CharacterCodingException e) {
            return new Known(stamp, null, new Broken(path, 1, "is no text in UTF-8", Optional.empty()));
        } catch (BrokenFileException e) {
            Matcher key = KEY.matcher(content);
            Optional<String> found = key.find() ? Optional.of(key.group(1)) : Optional.empty();
            return new Known(stamp, null, new Broken(path, e.line(), String.valueOf(e.getMessage()), found));
        }
    }

    private static IncidentFile file(Path path, String content) throws BrokenFileException {
        IncidentFile file = IncidentFile.read(content);
        if (!name(path).equals(file.incident().id() + ".md")) {
            throw new BrokenFileException(2, "id: expected that of the file's name; is it a copy?");
        }
        return file;
    }

    /**
     * Files a new incident under the next free id of its year.
     *
     * @return the incident with its id
     */
    public Incident create(Incident incident) throws IOException {
        return this.<Incident, IOException>alone(() -> {
            String year =
                    String.valueOf(incident.start().atOffset(ZoneOffset.UTC).getYear());
            int next = paths().stream()
                            .map(path -> NAME.matcher(name(path)))
                            .filter(name -> name.matches() && name.group(2).equals(year))
                            .mapToInt(name -> Integer.parseInt(name.group(3)))
                            .max()
                            .orElse(0)
                    + 1;
            Incident filed = incident.filedAs(String.format(Locale.ROOT, "INC-%s-%04d", year, next));
            put(folder.resolve(filed.id() + ".md"), IncidentFile.create(filed, page));
            return filed;
        });
    }

    /**
     * Changes a file. What somebody saves meanwhile is read again first.
     *
     * @throws BrokenFileException if it cannot be read; it stays as it is
     */
    public <E extends Exception> void edit(Path path, Edit<E> edit) throws E, IOException, BrokenFileException {
        this.<E>rewrite(path, file -> edit.of(file).map(now -> file.with(now, page)));
    }

    /**
     * Adds the sections of a review to a file.
     *
     * @throws BrokenFileException if it cannot be read; it stays as it is
     */
    public void review(Path path) throws IOException, BrokenFileException {
        this.<RuntimeException>rewrite(path, file -> Optional.of(file.withReview(page)));
    }

    private <E extends Exception> void rewrite(Path path, Rewrite<E> edit) throws E, IOException, BrokenFileException {
        Optional<BrokenFileException> broken = alone(() -> {
            while (true) {
                String content = Files.readString(path);
                IncidentFile file;
                try {
                    file = file(path, content);
                } catch (BrokenFileException e) {
                    return Optional.of(e);
                }
                Optional<String> changed = edit.of(file).filter(text -> !text.equals(content));
                if (changed.isEmpty()) {
                    return Optional.<BrokenFileException>empty();
                }
                try {
                    file(path, changed.get());
                } catch (BrokenFileException e) {
                    return Optional.of(new BrokenFileException(
                            2,
                            "its values cannot be changed as they are written; expected lines such as severity: P2"));
                }
                if (Files.readString(path).equals(content)) {
                    put(path, changed.get());
                    return Optional.<BrokenFileException>empty();
                }
            }
        });
        if (broken.isPresent()) {
            throw broken.get();
        }
    }

    /** Durable on return: what the journal forgets next must be here. */
    private void put(Path path, String content) throws IOException {
        Path temporary = own().resolve(name(path) + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
