package io.watchbill.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static long parse(String text) {
        return Timestamps.parse(text.toCharArray(), 0, text.length());
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2001-02-01T07:05:00Z, 981011100000",
        "2001-02-01T07:05:00.5Z, 981011100500",
        "2001-02-01T07:05:00.123456789Z, 981011100123",
        "2001-02-01t07:05:00z, 981011100000",
        "2001-02-01T02:05:00-05:00, 981011100000",
        "2001-02-01T02:05:00.25-05:00, 981011100250",
        "9999-12-31T23:59:59.999Z, 253402300799999"
    })
    void aTimeWithItsOffsetIsMilliseconds(String text, long millis) {
        assertThat(parse(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2001-02-01",
                "2001-02-01T07:05:00",
                "2001-02-29T07:05:00Z",
                "2001-13-01T07:05:00Z",
                "2001-02-01T24:00:00Z",
                "2001-02-01T07:60:00Z",
                "2001-02-01T07:05:0xZ",
                "1969-12-31T23:59:59Z",
                "1969-12-31T23:59:59+00:00",
                "99999-01-01T00:00:00Z"
            })
    void anythingElseIsNoTime(String text) {
        assertThat(parse(text)).isEqualTo(Timestamps.NONE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theFastFormAgreesWithTheLibrary(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Instant instant = Instant.ofEpochMilli((long) (random.nextDouble() * Timestamps.LATEST));
            assertThat(parse(instant.toString()))
                    .as(instant.toString())
                    .isEqualTo(
                            OffsetDateTime.parse(instant.toString()).toInstant().toEpochMilli());
        }
    }
}
