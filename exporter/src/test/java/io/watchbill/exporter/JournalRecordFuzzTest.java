package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejection;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.testing.Damage;
import java.util.List;
import java.util.Map;

/**
 * Whatever became of a record, it is refused, or written and read as the same. The batches in it are those of models that
 * are not watched any more: what a batch says is tested where its codec is.
 */
class JournalRecordFuzzTest {
    private static final byte[] GOOD = new JournalRecordBytes()
            .write(new JournalRecord(
                    "http",
                    1_000_000,
                    999_000,
                    Map.of(IngestResult.ACCEPTED, 3L, IngestResult.MALFORMED, 1L),
                    new DeliveryKey(1, 2, 3, 4),
                    new Position("events.ndjson/17", 4_711),
                    new IngestAnswer(
                            3, 1, List.of(new Rejection(2, IngestResult.MALFORMED, "expected a JSON object")), 4, 3),
                    List.of()));

    private static JournalRecord read(byte[] bytes) {
        return JournalRecordBytes.read(bytes, model -> null);
    }

    /** The input is damage to a good record; a record as it stands in the input is one that replaces it. */
    @FuzzTest
    void aDamagedRecordIsRefusedOrKeptAsItWasRead(byte[] input) {
        byte[] bytes = GOOD;
        for (Damage damage = new Damage(input, 0); damage.hasNext(); ) {
            damage.target(1);
            bytes = damage.apply(bytes);
        }
        for (byte[] form : List.of(bytes, input)) {
            JournalRecord record;
            try {
                record = read(form);
            } catch (StateFormatException refused) {
                continue;
            }
            assertThat(record.answer().rejections().size()).isLessThanOrEqualTo(form.length);
            assertThat(read(new JournalRecordBytes().write(record))).isEqualTo(record);
            assertThat(record.answer().json()).startsWith('{');
        }
    }
}
