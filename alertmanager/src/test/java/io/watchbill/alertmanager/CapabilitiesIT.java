package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Fleet;
import io.watchbill.plan.Target;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What versions of Alertmanager are said to have, as the amtool of each version judges it. */
class CapabilitiesIT {

    /** Settings of each kind that every version with this kind takes. */
    private static final Map<ReceiverKind, String> LEAST = Map.ofEntries(
            Map.entry(ReceiverKind.DISCORD, "webhook_url: 'http://a/'"),
            Map.entry(ReceiverKind.EMAIL, "to: a@example.com, from: b@example.com, smarthost: 'a:25'"),
            Map.entry(ReceiverKind.INCIDENTIO, "url: 'http://a/', alert_source_token_file: /x"),
            Map.entry(ReceiverKind.JIRA, "api_url: 'http://a/', project: A, issue_type: Bug"),
            Map.entry(ReceiverKind.MATTERMOST, "webhook_url_file: /x"),
            Map.entry(ReceiverKind.MSTEAMS, "webhook_url: 'http://a/'"),
            Map.entry(ReceiverKind.MSTEAMSV2, "webhook_url_file: /x"),
            Map.entry(ReceiverKind.OPSGENIE, "api_key_file: /x"),
            Map.entry(ReceiverKind.PAGERDUTY, "routing_key_file: /x"),
            Map.entry(ReceiverKind.PUSHOVER, "token: x, user_key: x"),
            Map.entry(ReceiverKind.ROCKETCHAT, "token_file: /x, token_id_file: /x, channel: x"),
            Map.entry(ReceiverKind.SLACK, "api_url_file: /x, channel: x"),
            Map.entry(ReceiverKind.SNS, "topic_arn: x, sigv4: {region: x}"),
            Map.entry(ReceiverKind.TELEGRAM, "bot_token: x, chat_id: 1"),
            Map.entry(ReceiverKind.VICTOROPS, "api_key_file: /x, routing_key: x"),
            Map.entry(ReceiverKind.WEBEX, "room_id: x, http_config: {authorization: {credentials: x}}"),
            Map.entry(ReceiverKind.WEBHOOK, "url: 'http://a/'"),
            Map.entry(ReceiverKind.WECHAT, "api_secret: x, corp_id: x"));

    /** Whole settings of a receiver that differ from the least in one setting. */
    private static final Map<String, String> WITH = Map.ofEntries(
            Map.entry("DISCORD content", "webhook_url: 'http://a/', content: x"),
            Map.entry("DISCORD username", "webhook_url: 'http://a/', username: x"),
            Map.entry("DISCORD avatar_url", "webhook_url: 'http://a/', avatar_url: x"),
            Map.entry("DISCORD webhook_url_file", "webhook_url_file: /x"),
            Map.entry(
                    "EMAIL auth_secret_file",
                    "to: a@example.com, from: b@example.com, smarthost: 'a:25', auth_secret_file: /x"),
            Map.entry(
                    "EMAIL threading",
                    "to: a@example.com, from: b@example.com, smarthost: 'a:25',"
                            + " threading: {enabled: true, thread_by_date: daily}"),
            Map.entry("MSTEAMS webhook_url_file", "webhook_url_file: /x"),
            Map.entry("PAGERDUTY timeout", "routing_key_file: /x, timeout: 5s"),
            Map.entry("PUSHOVER device", "token: x, user_key: x, device: x"),
            Map.entry("PUSHOVER monospace", "token: x, user_key: x, monospace: true"),
            Map.entry("PUSHOVER token_file", "token_file: /x, user_key: x"),
            Map.entry("PUSHOVER ttl", "token: x, user_key: x, ttl: 1h"),
            Map.entry("PUSHOVER user_key_file", "token: x, user_key_file: /x"),
            Map.entry("SLACK app_token_file", "app_token_file: /x, channel: x"),
            Map.entry("SLACK message_text", "api_url_file: /x, channel: x, message_text: x"),
            Map.entry("SLACK timeout", "api_url_file: /x, channel: x, timeout: 5s"),
            Map.entry("TELEGRAM bot_token_file", "bot_token_file: /x, chat_id: 1"),
            Map.entry("TELEGRAM chat_id_file", "bot_token: x, chat_id_file: /x"),
            Map.entry("TELEGRAM message_thread_id", "bot_token: x, chat_id: 1, message_thread_id: 1"),
            Map.entry("WEBHOOK payload", "url: 'http://a/', payload: {a: b}"),
            Map.entry("WEBHOOK timeout", "url: 'http://a/', timeout: 5s"),
            Map.entry("WEBHOOK url_file", "url_file: /x"),
            Map.entry("WECHAT api_secret_file", "api_secret_file: /x, corp_id: x"),
            Map.entry("http_headers", "url: 'http://a/', http_config: {http_headers: {a: {values: [b]}}}"),
            Map.entry("no_proxy", "url: 'http://a/', http_config: {no_proxy: x, proxy_url: 'http://a/'}"),
            Map.entry("proxy_from_environment", "url: 'http://a/', http_config: {proxy_from_environment: true}"));

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "-trixie", "-sid"})
    void aVersionHasTheKindsThatItIsSaidToHave(String suffix) throws IOException {
        AmtoolVersion version = AmtoolVersion.of(suffix);

        for (ReceiverKind kind : ReceiverKind.values()) {
            assertAccepted(version, kind, String.valueOf(LEAST.get(kind)), kind.in(version.version()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-trixie", "-sid"})
    void aVersionHasTheSettingsThatItIsSaidToHave(String suffix) throws IOException {
        AmtoolVersion version = AmtoolVersion.of(suffix);

        for (ReceiverSetting setting : ReceiverSetting.later()) {
            ReceiverKind kind = setting.kind().orElse(ReceiverKind.WEBHOOK);
            String name = setting.kind().map(of -> of + " ").orElse("") + setting.key();
            assertThat(WITH).containsKey(name);
            assertAccepted(
                    version,
                    kind,
                    String.valueOf(WITH.get(name)),
                    setting.in(version.version()) && kind.in(version.version()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-trixie", "-sid"})
    void whatIsGeneratedForAVersionIsAcceptedByIt(String suffix) throws IOException {
        AmtoolVersion version = AmtoolVersion.of(suffix);
        PlanFixture fixture = PlanFixture.example();
        fixture.target = Target.DEFAULT.withAlertmanager(version.version());
        fixture.escalate("page");
        Path file = Files.writeString(
                directory.resolve("alertmanager.yml"),
                AlertmanagerConfig.render(new Fleet(List.of(fixture.plan()))).content());

        Tool.Result result = version.amtool().run("check-config", file);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private void assertAccepted(AmtoolVersion version, ReceiverKind kind, String settings, boolean accepted)
            throws IOException {
        Path file = Files.writeString(
                directory.resolve("one.yml"),
                "route: {receiver: a}\nreceivers: [{name: a, " + kind.key() + ": [{" + settings + "}]}]\n");
        Tool.Result result = version.amtool().run("check-config", file);
        assertThat(result.exitCode() == 0)
                .as("%s %s {%s}: %s", version.version().text(), kind.key(), settings, result.output())
                .isEqualTo(accepted);
    }
}
