package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.spec.Receiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0.25 | jira_configs | 'jira_configs' came with Alertmanager 0.28; the configuration is made for 0.25, which"
                        + " refuses it: if yours is newer, compile with --target alertmanager=0.28",
                "0.28.1+ds | jira_configs | Debian's Alertmanager 0.28.1+ds is built without 'jira_configs': use a webhook,"
                        + " or the project's own build",
                "0.29 | mattermost_configs | 'mattermost_configs' came with Alertmanager 0.30; the configuration is made for"
                        + " 0.29, which refuses it: if yours is newer, compile with --target alertmanager=0.30"
            })
    void aKindThatTheVersionHasNotIsRefused(String version, String kind, String message) {
        assertThat(messages(version, kind, Map.of())).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource({"0.28,jira_configs", "0.28.1,jira_configs", "0.33.1+ds,jira_configs", "0.30,mattermost_configs"})
    void aKindThatTheVersionHasIsTaken(String version, String kind) {
        assertThat(messages(version, kind, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.25,webhook_configs,url_file,came with Alertmanager 0.26",
        "0.31,webhook_configs,payload,came with Alertmanager 0.32",
        "0.25,discord_configs,username,came with Alertmanager 0.28"
    })
    void aSettingThatTheVersionHasNotIsRefused(String version, String kind, String key, String message) {
        assertThat(messages(version, kind, Map.of(key, "x")))
                .singleElement()
                .asString()
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0.26,webhook_configs,url_file",
        "0.32,webhook_configs,payload",
        "0.25,slack_configs,username",
        "0.25,victorops_configs,routing_key"
    })
    void aSettingThatTheVersionHasIsTaken(String version, String kind, String key) {
        assertThat(messages(version, kind, Map.of(key, "x"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.25,telegram_configs,bot_token,'cannot read it from a file, as it can from 0.26 on'",
        "0.26,telegram_configs,bot_token,write 'bot_token_file: /path/of/the/file'",
        "0.27,discord_configs,webhook_url,'cannot read it from a file, as it can from 0.28 on'",
        "0.28,msteamsv2_configs,webhook_url,write 'webhook_url_file: /path/of/the/file'",
        "0.29,incidentio_configs,alert_source_token,write 'alert_source_token_file: /path/of/the/file'",
        "0.28,rocketchat_configs,token_id,write 'token_id_file: /path/of/the/file'",
        "0.29,slack_configs,app_token,'cannot read it from a file, as it can from 0.30 on'",
        "0.33,sns_configs,secret_key,cannot read it from a file: use an integration that can"
    })
    void aSecretIsRefusedWithTheWayThatTheVersionHas(String version, String kind, String key, String message) {
        assertThat(messages(version, kind, Map.of(key, "s3cret")))
                .singleElement()
                .asString()
                .contains(message)
                .doesNotContain("s3cret");
    }

    private static List<String> messages(String version, String kind, Map<String, Object> settings) {
        return ReceiverSettings.problems(
                        "shop",
                        new Receiver("page", Map.of(kind, List.of(settings))),
                        "/alerting/receivers/page",
                        AlertmanagerVersion.parse(version).orElseThrow())
                .stream()
                .map(RoutingProblem::message)
                .toList();
    }
}
