package io.watchbill.incidents.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Notice;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookBodyTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T03:12:25.81Z,2026-11-26T03:12:25.810Z",
        "2026-11-26T03:12:25.785123456Z,2026-11-26T03:12:25.785123Z",
        "2026-11-26T03:12:25Z,2026-11-26T03:12:25Z",
        "2026-11-26T05:12:25.1+02:00,2026-11-26T03:12:25.100Z"
    })
    void timesAreReadWithAnyFractionAndOffset(String written, Instant read) throws Exception {
        WebhookBody body = read("""
                {"version":"4","alerts":[{"status":"resolved","labels":{"alertname":"A"},"annotations":{},
                 "startsAt":"2026-11-26T03:00:00Z","endsAt":"%s","fingerprint":"1f"}]}""".formatted(written));

        assertThat(body.notices().get(0).end()).contains(read);
    }

    @Test
    void theYearOneIsNoTime() throws Exception {
        Notice notice = read("""
                {"version":"4","alerts":[{"status":"firing","labels":{"alertname":"A"},
                 "startsAt":"2026-11-26T03:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"1f"}]}""").notices().get(0);

        assertThat(notice.isFiring()).isTrue();
        assertThat(notice.fingerprint()).isEqualTo("1f");
    }

    @Test
    void anAlertThatCannotBeReadCostsNoOther() throws Exception {
        WebhookBody body = read("""
                {"version":"4","truncatedAlerts":3,"alerts":[7, {"status":"firing"},
                 {"status":"on","labels":{},"startsAt":"2026-11-26T03:00:00Z"},
                 {"status":"firing","labels":{"a":"b"},"startsAt":"yesterday"},
                 {"status":"firing","labels":{"alertname":"A"},"startsAt":"2026-11-26T03:00:00Z","fingerprint":"../x"}]}""");

        assertThat(body.notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.fingerprint()).matches("[0-9a-f]{16}"));
        assertThat(body.unreadable()).isEqualTo(4);
        assertThat(body.truncated()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"version\":\"4\", | malformed | the body is no JSON (line 1, column 16)",
                "[] | malformed | the body is no JSON object: expected a webhook of Alertmanager",
                "{\"version\":\"3\"} | other_version | expected \"version\": \"4\"; a receiver of its own without a payload"
                        + " template sends that",
                "{\"version\":\"4\",\"alerts\":{}} | malformed | expected a list of alerts",
            })
    void whatIsNoWebhookIsRefusedWithoutShowingIt(String body, String result, String message) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        WebhookBody.Misfit.class, e -> assertThat(e.result()).isEqualTo(result))
                .hasMessage(message);
    }

    @Test
    void aBodyThatNestsWithoutEndIsRefused() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(WebhookBody.Misfit.class);
    }

    @Test
    void aNoticeReadsBackFromTheFormOfTheJournal() throws Exception {
        Notice notice = Alerts.resolved(
                "o\n\"{{", Instant.parse("2026-11-26T03:00:00.123456Z"), Instant.parse("2026-11-26T04:00:00Z"));
        Arrival arrival = new Arrival(Instant.parse("2026-11-26T04:00:01Z"), notice);

        assertThat(Arrival.read(arrival.bytes())).contains(arrival);
    }

    private static WebhookBody read(String body) throws WebhookBody.Misfit {
        return WebhookBody.read(body.getBytes(UTF_8));
    }
}
