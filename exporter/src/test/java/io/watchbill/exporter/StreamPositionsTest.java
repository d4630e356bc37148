package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Positions of streams are remembered up to a bound. */
class StreamPositionsTest {
    private final StreamPositions positions = new StreamPositions(3);

    private void read(String... streams) {
        for (String stream : streams) {
            positions.set(new Position(stream, 10));
        }
    }

    private static StreamPositions restored(StreamPositions saved, int maximum) {
        StateWriter to = new StateWriter();
        saved.save(to);
        StreamPositions restored = new StreamPositions(maximum);
        restored.restore(new StateReader("streams", to.toBytes()));
        return restored;
    }

    @Test
    void asManyAsAllowedAreRemembered() {
        read("a", "b", "c", "a");

        assertThat(positions.size()).isEqualTo(3);
        assertThat(positions.of("b")).hasValue(10);
    }

    @Test
    void oneMoreTakesThePlaceOfTheOneThatWasReadLongestAgo() {
        read("a", "b", "c", "a", "d");

        assertThat(positions.of("b")).isEmpty();
        assertThat(positions.of("a")).hasValue(10);
        assertThat(positions.size()).isEqualTo(3);
    }

    @Test
    void aQuietStreamThatIsStillLookedForStays() {
        read("quiet", "b", "c");
        assertThat(positions.of("quiet")).isPresent();

        read("d", "e");

        assertThat(positions.of("quiet")).hasValue(10);
        assertThat(positions.of("b")).isEmpty();
        assertThat(positions.of("c")).isEmpty();
    }

    @Test
    void theOrderOutlivesARestart() {
        read("z", "b", "a");

        StreamPositions restored = restored(positions, 3);
        restored.set(new Position("new", 1));

        assertThat(restored.of("z")).isEmpty();
        assertThat(restored.of("b")).hasValue(10);
    }

    @Test
    void aLowerBoundAfterARestartKeepsThoseThatWereReadLast() {
        read("a", "b", "c");

        StreamPositions restored = restored(positions, 1);

        assertThat(restored.size()).isEqualTo(1);
        assertThat(restored.of("c")).hasValue(10);
    }

    @Test
    void theirNumberIsOnThePage(@TempDir Path folder) throws Exception {
        Path followed = folder.resolve("events.ndjson");
        Files.writeString(followed, "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}\n");
        try (RunningExporter exporter = RunningExporter.reading(folder, new FollowedFile(followed))) {
            await().untilAsserted(() -> assertThat(exporter.page().value("watchbill_limit_used", "limit", "streams"))
                    .isEqualTo(1));
            assertThat(exporter.page().value("watchbill_limit_max", "limit", "streams"))
                    .isEqualTo(100);
        }
    }
}
