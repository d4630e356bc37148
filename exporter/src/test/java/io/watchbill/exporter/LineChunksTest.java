package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where chunks of lines are cut. */
class LineChunksTest {
    private static final int LONGEST = 100;

    private record Read(List<String> lines, int tooLong, List<Long> places, int largest) {}

    private static Read read(byte[] all, int atOnce, int longest) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(all);
        LineChunks chunks =
                new LineChunks((to, offset, length) -> in.read(to, offset, Math.min(length, atOnce)), longest, 0);
        List<String> lines = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        int tooLong = 0;
        int largest = 0;
        for (LineChunks.Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            new String(chunk.bytes(), 0, chunk.length(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(lines::add);
            tooLong += chunk.tooLong() ? 1 : 0;
            largest = Math.max(largest, chunk.length());
            places.add(chunk.next());
        }
        LineChunks.Chunk rest = chunks.rest();
        if (rest != null) {
            places.add(rest.next());
            lines.add(rest.tooLong() ? "" : new String(rest.bytes(), 0, rest.length(), StandardCharsets.UTF_8));
            tooLong += rest.tooLong() ? 1 : 0;
        }
        return new Read(lines, tooLong, places, largest);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1_000_000})
    void linesAreTheSameHoweverTheyArrive(int atOnce) throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String line = "x".repeat(random.nextInt(LONGEST + 1));
            expected.add(line);
            text.append(line).append('\n');
        }

        Read read = read(bytes(text.toString()), atOnce, LONGEST);

        assertThat(read.lines()).isEqualTo(expected);
        assertThat(read.tooLong()).isZero();
        assertThat(read.places().get(read.places().size() - 1)).isEqualTo(text.length());
    }

    @Test
    void aLineOfTheLongestLengthIsReadAndOneByteMoreIsPassedOver() throws IOException {
        String longest = "x".repeat(LONGEST);

        Read read = read(bytes("a\n" + longest + "\n" + longest + "y\nb\n"), 1, LONGEST);

        assertThat(read.lines()).containsExactly("a", longest, "b");
        assertThat(read.tooLong()).isEqualTo(1);
        assertThat(read.places()).endsWith(2L * LONGEST + 5, 2L * LONGEST + 7);
    }

    @Test
    void aLineWithoutEndWaitsAndIsTheRest() throws IOException {
        assertThat(read(bytes("a\nb"), 10, LONGEST).lines()).containsExactly("a", "b");
        assertThat(read(bytes("a\nb"), 10, LONGEST).places()).containsExactly(2L, 3L);
        assertThat(read(bytes("x".repeat(LONGEST + 1)), 10, LONGEST).tooLong()).isEqualTo(1);
    }

    @Test
    void aHugeLineIsPassedOverWithoutBeingHeld() throws IOException {
        long huge = 1L << 30;
        long[] given = {0};
        LineChunks chunks = new LineChunks(
                (to, offset, length) -> {
                    if (given[0] > huge) {
                        return 0;
                    }
                    assertThat(to.length).isLessThanOrEqualTo(LineChunks.CHUNK);
                    int more = (int) Math.min(length, huge + 1 - given[0]);
                    java.util.Arrays.fill(to, offset, offset + more, (byte) 'x');
                    given[0] += more;
                    if (given[0] > huge) {
                        to[offset + more - 1] = '\n';
                    }
                    return more;
                },
                LONGEST,
                0);

        LineChunks.Chunk chunk = chunks.next();

        assertThat(chunk.tooLong()).isTrue();
        assertThat(chunk.next()).isEqualTo(huge + 1);
        assertThat(chunks.next()).isNull();
    }

    @Test
    void aChunkHasAtMostAMebibyteUnlessItIsOneLine() throws IOException {
        int longest = 3 << 20;
        String line = "x".repeat(longest) + "\n";
        String lines = ("y".repeat(999) + "\n").repeat(4_000);

        assertThat(read(bytes(lines), Integer.MAX_VALUE, 1_000).largest()).isBetween(1_000_000, LineChunks.CHUNK);
        Read read = read(bytes(line + lines), Integer.MAX_VALUE, longest);
        assertThat(read.largest()).isEqualTo(line.length());
        assertThat(read.lines()).hasSize(4_001);
    }
}
