package io.watchbill.exporter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** However a file grows, each of its lines is handed out once and in order, or passed over because it is too long. */
class LineChunksFuzzTest {
    private static final int LONGEST = 20;

    /** The first byte says how many bytes the file grows by at a time; the rest is what it holds in the end. */
    @FuzzTest
    void everyLineIsHandedOutOnceOrPassedOver(byte[] input) throws IOException {
        int step = input.length == 0 ? 1 : 1 + (input[0] & 0xFF);
        byte[] content = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        int[] at = {0};
        boolean[] pause = {false};
        LineChunks chunks = new LineChunks(
                (to, offset, length) -> {
                    pause[0] = !pause[0];
                    int more = Math.min(Math.min(step, length), content.length - at[0]);
                    if (pause[0] || more == 0) {
                        return 0;
                    }
                    System.arraycopy(content, at[0], to, offset, more);
                    at[0] += more;
                    return more;
                },
                LONGEST,
                0);
        int place = 0;
        int waits = 0;
        while (waits < 3) {
            LineChunks.Chunk chunk = chunks.next();
            waits = chunk == null && at[0] == content.length ? waits + 1 : 0;
            place = taken(chunk, place, content);
        }
        place = taken(chunks.rest(), place, content);

        assertThat(place).isEqualTo(content.length);
    }

    /** The place after a chunk that is what the content has from the place on. */
    private static int taken(LineChunks.@Nullable Chunk chunk, int place, byte[] content) {
        if (chunk == null) {
            return place;
        }
        int next = (int) chunk.next();
        assertThat(next).isBetween(place + 1, content.length);
        byte[] there = Arrays.copyOfRange(content, place, next);
        assertThat(next == content.length || there[there.length - 1] == '\n').isTrue();
        if (chunk.tooLong()) {
            assertThat(there.length).isGreaterThan(LONGEST);
            assertThat(new String(there, ISO_8859_1).indexOf('\n')).isIn(-1, there.length - 1);
        } else {
            assertThat(Arrays.copyOf(chunk.bytes(), chunk.length())).isEqualTo(there);
        }
        return next;
    }
}
