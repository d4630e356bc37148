package io.watchbill.exporter.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Numbers and times as people read them. */
class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T16:00:00Z");

    @Test
    void lengthsHaveTheirTwoLargestUnits() {
        assertThat(Words.length(Duration.ZERO)).isEqualTo("0 s");
        assertThat(Words.length(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Words.length(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
        assertThat(Words.length(Duration.ofMinutes(60))).isEqualTo("1 h");
        assertThat(Words.length(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
        assertThat(Words.length(Duration.ofHours(9_000))).isEqualTo("375 d");
    }

    @Test
    void anAgeSaysWhetherItIsPastOrAhead() {
        assertThat(Words.age(NOW.minusSeconds(3), NOW)).isEqualTo("3 s ago");
        assertThat(Words.age(NOW.plusMillis(400), NOW)).isEqualTo("0 s ago");
        assertThat(Words.age(NOW.plusSeconds(120), NOW)).isEqualTo("2 min ahead");
    }

    @Test
    void whatIsNotNothingNeverReadsAsNothingNorWhatIsNotAllAsAll() {
        assertThat(Words.percent(0)).isEqualTo("0%");
        assertThat(Words.percent(0.0001)).isEqualTo("<1%");
        assertThat(Words.percent(0.29)).isEqualTo("29%");
        assertThat(Words.percent(0.9999)).isEqualTo("99%");
        assertThat(Words.percent(1)).isEqualTo("100%");
        assertThat(Words.value(0.00002)).isEqualTo("2.0e-05");
        assertThat(Words.pValue(-800.0)).isEqualTo("<1e-300");
        assertThat(Words.pValue(null)).isEqualTo("–");
    }

    @Test
    void bytesHaveAUnitOfAtMostFourDigits() {
        assertThat(Words.bytes(1_023)).isEqualTo("1,023 B");
        assertThat(Words.bytes(1_536)).isEqualTo("1.5 KiB");
        assertThat(Words.bytes((1L << 30) - 1)).isEqualTo("1.0 GiB");
    }
}
