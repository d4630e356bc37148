package io.watchbill.incidents.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.serve.WebhookBody.Misfit;
import java.time.Instant;

/** Whatever is sent is refused without being shown, or stored and read as the same. */
class WebhookBodyFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-26T03:12:04Z");

    @FuzzTest
    void aWebhookIsRefusedOrReadsBackFromTheJournal(byte[] input) {
        WebhookBody body;
        try {
            body = WebhookBody.read(input);
        } catch (Misfit refused) {
            assertThat(refused)
                    .message()
                    .matches("the body is no JSON( \\(line \\d+, column \\d+\\))?"
                            + "|the body is no JSON object: expected a webhook of Alertmanager"
                            + "|expected \"version\": \"4\"; a receiver of its own without a payload template sends that"
                            + "|expected a list of alerts");
            return;
        }
        for (Notice notice : body.notices()) {
            Arrival arrival = new Arrival(NOW, notice);
            assertThat(Arrival.read(arrival.bytes())).contains(arrival);
            assertThat(new String(arrival.bytes(), UTF_8)).doesNotContain("\n");
        }
    }
}
