package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a file while another process appends to it, rotates it, cuts it. */
class FileTailTest {
    @TempDir
    Path folder;

    private Path path;
    private FakeHost host = new FakeHost();
    private FileTail tail;
    private long now;

    @BeforeEach
    void follow() {
        path = folder.resolve("events.ndjson");
        tail = follower();
    }

    private FileTail follower() {
        return new FileTail(path, "events", host, () -> now);
    }

    private void append(String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Steps until there is nothing to do now. */
    private void look() throws InterruptedException {
        while (tail.step()) {
            assertThat(host.deliveries).isLessThan(100_000);
        }
    }

    /** As {@link #look}, after a file that was rotated away has been quiet for long. */
    private void lookAfterQuiet() throws InterruptedException {
        look();
        now += FileTail.QUIET.toNanos();
        look();
    }

    /** Ends the process, and starts another with what was stored. */
    private void restart() throws IOException {
        tail.close();
        tail = follower();
    }

    @Test
    void linesAreReadAsTheyAreAppendedAndAnUnfinishedOneWaits() throws Exception {
        append("a\nb\nc");
        look();
        assertThat(host.lines).containsExactly("a", "b");

        append("c\nd\n");
        look();
        assertThat(host.lines).containsExactly("a", "b", "cc", "d");
    }

    @Test
    void aFileThatIsNotThereYetIsWaitedFor() throws Exception {
        look();
        append("a\n");
        look();

        assertThat(host.lines).containsExactly("a");
        assertThat(host.said).containsExactly("missing", "up");
    }

    @Test
    void afterARestartReadingGoesOnAfterTheLastWholeLine() throws Exception {
        append("a\nb");
        look();
        restart();
        append("b\nc\n");
        look();

        assertThat(host.lines).containsExactly("a", "bb", "c");
    }

    @Test
    void aFileIsKnownAgainThoughItWasShorterWhenItWasFirstRead() throws Exception {
        append("first\n");
        look();
        append("x".repeat(600) + "\n");
        look();
        restart();
        append("last\n");
        look();

        assertThat(host.lines).containsExactly("first", "x".repeat(600), "last");
        assertThat(host.positions).hasSize(1);
    }

    @Test
    void aRenamedFileIsReadToItsEndBeforeItsSuccessor() throws Exception {
        append("a\n");
        look();
        append("b\n");
        Path old = Files.move(path, folder.resolve("events.ndjson.1"));
        append("d\n");
        look();
        Files.writeString(old, "c\n", StandardOpenOption.APPEND);
        look();
        assertThat(host.lines).containsExactly("a", "b", "c");

        lookAfterQuiet();
        assertThat(host.lines).containsExactly("a", "b", "c", "d");
        assertThat(host.positions).hasSize(2);
        assertThat(host.said).containsExactly("up");
    }

    @Test
    void theLastLineOfARenamedFileNeedsNoEnd() throws Exception {
        append("a\nb");
        look();
        Files.move(path, folder.resolve("events.ndjson.1"));
        append("c\n");
        lookAfterQuiet();

        assertThat(host.lines).containsExactly("a", "b", "c");
    }

    @Test
    void aFileThatWasRenamedWhileTheExporterWasDownIsFinishedFirst() throws Exception {
        append("a\n");
        look();
        restart();
        append("b\nc");
        Files.move(path, folder.resolve("events.ndjson.1"));
        rotated(".2", "never read\n", 1);
        append("d\n");
        look();

        assertThat(host.lines).containsExactly("a", "b", "c", "d");
    }

    @Test
    void severalUnfinishedFilesAreReadOldestFirst() throws Exception {
        append("a\n");
        look();
        Path older = Files.move(path, folder.resolve("events.ndjson.z"));
        append("c\n");
        lookAfterQuiet();
        restart();
        Files.writeString(older, "b\n", StandardOpenOption.APPEND);
        append("d\n");
        Path newer = Files.move(path, folder.resolve("events.ndjson.a"));
        Files.setLastModifiedTime(older, FileTime.from(Instant.EPOCH.plusSeconds(10)));
        Files.setLastModifiedTime(newer, FileTime.from(Instant.EPOCH.plusSeconds(20)));
        append("e\n");
        look();

        assertThat(host.lines).containsExactly("a", "c", "b", "d", "e");
    }

    /** Writes a file that was rotated away, at a second of its own. */
    private Path rotated(String suffix, String text, int second) throws IOException {
        Path file = folder.resolve("events.ndjson" + suffix);
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(second)));
        return file;
    }

    @Test
    void filesThatWereRotatedAwayUnseenAreReadInTheirOrder() throws Exception {
        rotated(".9", "never read\n", 1);
        append("a\n");
        look();
        restart();
        Files.move(path, folder.resolve("events.ndjson.3"));
        rotated(".3", "b\n", 10);
        rotated(".2", "c\n", 20);
        rotated("-20261126", "d\n", 30);
        append("e\n");
        look();

        assertThat(host.lines).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aFileThatComesAndIsRotatedAwayBetweenTwoLooksIsRead() throws Exception {
        append("a\n");
        look();
        Files.move(path, folder.resolve("events.ndjson.1"));
        rotated(".1", "", 10);
        restart();
        look();
        rotated(".2", "b\n", 20);
        append("c\n");
        look();

        assertThat(host.lines).containsExactly("a", "b", "c");
        assertThat(host.said).containsExactly("up", "missing", "up");
    }

    @Test
    void filesThatAreRotatedAwayWhileNothingCanBeStoredAreReadInTheirOrder() throws Exception {
        append("a\n");
        look();
        Files.move(path, folder.resolve("events.ndjson.3"));
        rotated(".3", "b\n", 10);
        rotated(".2", "c\n", 20);
        append("d\n");
        lookAfterQuiet();

        assertThat(host.lines).containsExactly("a", "b", "c", "d");
    }

    @Test
    void copiesAndOtherFilesBesideItAreNotRead() throws Exception {
        append("a\n");
        look();
        Files.move(path, folder.resolve("events.ndjson.3"));
        rotated(".3", "", 10);
        rotated(".31", "a\n", 20);
        rotated(".2", "b\n", 30);
        rotated(".21", "b\n", 40);
        rotated(".lock", "no line\n", 50);
        rotated(".1.gz", "no line\n", 60);
        append("c\n");
        rotated(".11", "c\n", 70);
        lookAfterQuiet();

        assertThat(host.lines).containsExactly("a", "b", "c");
    }

    @Test
    void copiesOfAFileThatIsCutInPlaceAreNotRead() throws Exception {
        for (int i = 0; i < 3; i++) {
            append("line " + i + "\n");
            look();
            Files.copy(path, folder.resolve("events.ndjson." + i));
            Files.writeString(path, "");
            look();
            restart();
        }
        lookAfterQuiet();

        assertThat(host.lines).containsExactly("line 0", "line 1", "line 2");
    }

    @Test
    void aDeletedFileIsReadAgainOnceItIsThereAgain() throws Exception {
        append("a\n");
        look();
        Files.delete(path);
        look();
        append("b\n");
        lookAfterQuiet();

        assertThat(host.lines).containsExactly("a", "b");
        assertThat(host.said).containsExactly("up", "missing", "up");
    }

    @Test
    void aFileThatIsCutInPlaceIsReadFromItsStart() throws Exception {
        append("a\nb\n");
        look();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
        look();
        append("c\n");
        look();

        assertThat(host.lines).containsExactly("a", "b", "c");
        assertThat(host.said).containsExactly("up", "lost: rewritten");
    }

    @Test
    void aFileThatIsCutAndHasGrownLongerSinceIsReadFromItsStart() throws Exception {
        append("a\nb\n");
        look();
        Files.writeString(path, "c\nd\ne\n");
        look();

        assertThat(host.lines).containsExactly("a", "b", "c", "d", "e");
        assertThat(host.said).contains("lost: rewritten");
    }

    @Test
    void theStartOfALineThatWasCutIsNotGluedToWhatFollows() throws Exception {
        append("first, not");
        look();
        Files.writeString(path, "a\nb\nc and so on\n");
        look();

        assertThat(host.lines).containsExactly("a", "b", "c and so on");
        assertThat(host.said).contains("lost: rewritten");
    }

    @Test
    void aFileThatWasCutWhileTheExporterWasDownIsReadFromItsStart() throws Exception {
        String first = "x".repeat(FileStream.HEAD);
        append(first + "\nb\n");
        look();
        restart();
        Files.writeString(path, first + "\n");
        look();

        assertThat(host.lines).containsExactly(first, "b", first);
        assertThat(host.said).contains("lost: rewritten");
    }

    @Test
    void anotherFileOfTheSameInodeIsReadFromItsStart() throws Exception {
        append("a\nb\n");
        look();
        restart();
        Files.writeString(path, "c\nd\ne\n");
        look();

        assertThat(host.lines).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aLineThatIsTooLongIsCountedAndPassedOver() throws Exception {
        append("a\n" + "x".repeat(2_000_000) + "\nb\n");
        look();

        assertThat(host.lines).containsExactly("a", "b");
        assertThat(host.tooLong).isEqualTo(1);
    }

    @Test
    void aFolderCannotBeRead() throws Exception {
        Files.createDirectory(path);
        look();

        assertThat(host.said).containsExactly("unreadable");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noLineIsLostOrDoubledByRotationsAndRestarts(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> written = new ArrayList<>();
        int rotation = 0;
        append("");
        for (int i = 0; i < 400; i++) {
            int what = random.nextInt(20);
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                String line = written.size() + "x".repeat(random.nextInt(300));
                written.add(line);
                text.append(line).append('\n');
            }
            append(text.toString());
            if (what == 0) {
                Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH.plusSeconds(rotation)));
                Files.move(path, folder.resolve("events.ndjson." + rotation++));
                append("");
            } else if (what < 3) {
                host.endsAt = host.deliveries + random.nextInt(3);
                try {
                    look();
                } catch (InterruptedException e) {
                    // the process has ended
                }
                host.endsAt = Integer.MAX_VALUE;
                restart();
            } else if (what < 12) {
                look();
            }
        }
        lookAfterQuiet();
        lookAfterQuiet();

        assertThat(host.lines).isEqualTo(written);
    }
}
