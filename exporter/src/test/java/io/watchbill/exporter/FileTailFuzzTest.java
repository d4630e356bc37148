package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whatever a writer, its rotation and the exporter's restarts do in turn: every line that was ended is counted once and in order,
 * or was cut away before it was read. Where the exporter had read of what was cut, it tells the loss.
 */
class FileTailFuzzTest {
    private static final int MOST_STEPS = 200;
    private static final int LONGEST = 600;

    private enum Rotation {
        RENAMED,
        CUT,
        COPIED_AND_CUT
    }

    /** The first byte says how files are rotated, each other one what happens next. */
    @FuzzTest
    void everyLineIsCountedOnceOrItsLossIsTold(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        Rotation[] ways = Rotation.values();
        Path folder = Files.createTempDirectory("followed");
        try (Life life = new Life(folder, ways[(input[0] & 0xFF) % ways.length])) {
            for (int i = 1; i < input.length && i <= MOST_STEPS; i++) {
                life.step((input[i] & 0xFF) % 8, (input[i] & 0xFF) / 8);
            }
            life.end();
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** One followed file from its first line to its last. */
    private static final class Life implements AutoCloseable {
        private final Path path;
        private final Rotation rotation;
        private final FakeHost host = new FakeHost();
        private final List<String> written = new ArrayList<>();
        private final Set<String> cutUnread = new HashSet<>();
        private final StringBuilder unfinished = new StringBuilder();
        private FileTail tail;
        private long now;
        private int rotations;

        /** Whether the exporter has read of what the file holds now, since its start. */
        private boolean begun;

        /** How often a loss must have been told. */
        private int losses;

        Life(Path folder, Rotation rotation) throws IOException {
            this.path = folder.resolve("events.ndjson");
            this.rotation = rotation;
            this.tail = new FileTail(path, "events", host, () -> now);
            lines(1);
            look();
        }

        void step(int what, int size) throws IOException {
            switch (what) {
                case 0 -> lines(size);
                case 1 -> part(size);
                case 2 -> lines(0);
                case 3, 4 -> look();
                case 5 -> lookAfterQuiet();
                case 6 -> restart(size % 3);
                default -> rotate();
            }
        }

        /** Whole lines, each another; before them the end of one that was not ended. */
        private void lines(int count) throws IOException {
            StringBuilder text = new StringBuilder(unfinished.isEmpty() ? "" : "\n");
            int first = written.size() + (unfinished.isEmpty() ? 0 : 1);
            for (int i = 0; i < count; i++) {
                text.append(first + i).append("x".repeat(i * 7)).append('\n');
            }
            append(text.toString());
        }

        /** More of a line that is not ended. */
        private void part(int size) throws IOException {
            if (unfinished.length() < LONGEST) {
                append((unfinished.isEmpty() ? written.size() : "") + "y".repeat(size));
            }
        }

        private void append(String text) throws IOException {
            Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            unfinished.append(text);
            for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n")) {
                written.add(unfinished.substring(0, end));
                unfinished.delete(0, end + 1);
            }
        }

        private void rotate() throws IOException {
            if (!Files.exists(path)) {
                return;
            }
            Path aside = path.resolveSibling("events.ndjson." + rotations);
            if (rotation == Rotation.RENAMED) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH.plusSeconds(rotations)));
                Files.move(path, aside);
                if (!unfinished.isEmpty()) {
                    written.add(unfinished.toString());
                    unfinished.setLength(0);
                }
            } else {
                cut(aside);
            }
            rotations++;
        }

        private void cut(Path aside) throws IOException {
            if (rotation == Rotation.COPIED_AND_CUT) {
                Files.copy(path, aside);
            }
            Set<String> unread = new HashSet<>(written);
            host.lines.forEach(unread::remove);
            unread.removeAll(cutUnread);
            if (begun && !unread.isEmpty()) {
                losses++;
            }
            cutUnread.addAll(unread);
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
            unfinished.setLength(0);
            begun = false;
        }

        private void look() throws IOException {
            try {
                while (tail.step()) {
                    assertThat(host.deliveries).isLessThan(100_000);
                }
            } catch (InterruptedException e) {
                // the process has ended
            }
            begun = Files.exists(path) && Files.size(path) > 0;
        }

        private void lookAfterQuiet() throws IOException {
            look();
            now += FileTail.QUIET.toNanos();
            look();
        }

        private void restart(int deliveries) throws IOException {
            host.endsAt = host.deliveries + deliveries;
            look();
            host.endsAt = Integer.MAX_VALUE;
            tail.close();
            tail = new FileTail(path, "events", host, () -> now);
            begun = false;
        }

        void end() throws IOException {
            // What was renamed is read to its end once there is a file in its place.
            append("");
            lookAfterQuiet();
            lookAfterQuiet();
            List<String> expected = new ArrayList<>(written);
            expected.removeAll(cutUnread);

            assertThat(host.lines).isEqualTo(expected);
            assertThat(host.said.stream().filter(said -> said.startsWith("lost:")))
                    .hasSizeGreaterThanOrEqualTo(losses)
                    .hasSizeLessThanOrEqualTo(rotation == Rotation.RENAMED ? 0 : rotations);
        }

        @Override
        public void close() {
            try {
                tail.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
