package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Receiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No secret gets into alertmanager.yml. */
class SecretsTest {

    @ParameterizedTest
    @CsvSource({
        "pagerduty_configs,routing_key,put it into a file",
        "slack_configs,api_url,put it into a file",
        "email_configs,auth_password,put it into a file",
        "telegram_configs,bot_token,cannot read it from a file",
        "telegram_configs,bot_token_file,came with Alertmanager 0.26",
        "webhook_configs,url_file,came with Alertmanager 0.26"
    })
    void secretsAreRefusedUnlessTheyAreInAFile(String integration, String key, String expected) {
        PlanFixture fixture = PlanFixture.example();
        fixture.receivers = List.of(
                new Receiver("page", Map.of(integration, List.of(Map.of(key, "s3cret")))),
                fixture.receivers.get(1),
                fixture.receivers.get(2));

        assertThat(AlertmanagerConfig.problems(AlertmanagerConfigTest.fleet(fixture)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.error()).isTrue();
                    assertThat(problem.specPath()).isEqualTo("/alerting/receivers/page/" + integration + "/0/" + key);
                    assertThat(problem.message()).contains(expected).doesNotContain("s3cret");
                });
    }

    @Test
    void nestedSecretsAreFoundAndUnknownIntegrationsRefused() {
        PlanFixture fixture = PlanFixture.example();
        fixture.receivers = List.of(
                new Receiver(
                        "page",
                        Map.of(
                                "webhook_configs",
                                List.of(Map.of(
                                        "url",
                                        "http://127.0.0.1:9/",
                                        "http_config",
                                        Map.of("authorization", Map.of("credentials", "s3cret")))),
                                "carrier_pigeon_configs",
                                List.of())),
                fixture.receivers.get(1),
                fixture.receivers.get(2));

        assertThat(AlertmanagerConfig.problems(AlertmanagerConfigTest.fleet(fixture)))
                .extracting(RoutingProblem::specPath)
                .containsExactly(
                        "/alerting/receivers/page/carrier_pigeon_configs",
                        "/alerting/receivers/page/webhook_configs/0/http_config/authorization/credentials");
    }
}
