package io.watchbill.alertmanager;

import io.watchbill.spec.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What may stand in a receiver: integrations that Alertmanager 0.25 has, and secrets only as the path of a file. A
 * generated file is reviewed, committed and copied; a secret in it would be too.
 */
final class ReceiverSettings {

    private static final Set<String> INTEGRATIONS = Set.of(
            "discord_configs",
            "email_configs",
            "opsgenie_configs",
            "pagerduty_configs",
            "pushover_configs",
            "slack_configs",
            "sns_configs",
            "telegram_configs",
            "victorops_configs",
            "webex_configs",
            "webhook_configs",
            "wechat_configs");

    /** Integrations and keys that came later, with the version that has them. */
    private static final Map<String, String> LATER = Map.ofEntries(
            Map.entry("bot_token_file", "0.26"),
            Map.entry("incidentio_configs", "0.29"),
            Map.entry("jira_configs", "0.28"),
            Map.entry("mattermost_configs", "0.30"),
            Map.entry("msteams_configs", "0.26"),
            Map.entry("msteamsv2_configs", "0.28"),
            Map.entry("rocketchat_configs", "0.28"),
            Map.entry("token_file", "0.26"),
            Map.entry("url_file", "0.26"),
            Map.entry("user_key_file", "0.26"),
            Map.entry("webhook_url_file", "0.28"));

    /** Secrets that Alertmanager 0.25 also reads from the file named by the same key with {@code _file}. */
    private static final Set<String> SECRETS = Set.of(
            "api_key",
            "auth_password",
            "bearer_token",
            "client_secret",
            "credentials",
            "password",
            "routing_key",
            "service_key");

    /** Secrets that it reads from its configuration alone. */
    private static final Set<String> SECRETS_WITHOUT_FILE =
            Set.of("api_secret", "auth_secret", "bot_token", "secret_key", "token", "user_key");

    private ReceiverSettings() {}

    /** What is wrong with the receiver; {@code place} is its place in the specification. */
    static List<RoutingProblem> problems(String system, Receiver receiver, String place) {
        List<RoutingProblem> problems = new ArrayList<>();
        new TreeMap<>(receiver.settings()).forEach((integration, settings) -> {
            String at = place + "/" + integration;
            if (LATER.containsKey(integration)) {
                problems.add(later(system, at, integration));
            } else if (!INTEGRATIONS.contains(integration)) {
                problems.add(new RoutingProblem(
                        system,
                        at,
                        true,
                        "receiver '" + receiver.name() + "': Alertmanager 0.25 has no '" + integration
                                + "'; expected one of "
                                + String.join(
                                        ", ", INTEGRATIONS.stream().sorted().toList())));
            } else {
                walk(system, integration, settings, at, problems);
            }
        });
        return problems;
    }

    private static void walk(
            String system, String integration, Object value, String place, List<RoutingProblem> problems) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(system, integration, list.get(i), place + "/" + i, problems);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) -> {
                String key = String.valueOf(name);
                String at = place + "/" + key;
                boolean secretWebhook = integration.equals("discord_configs") && key.equals("webhook_url");
                boolean secretAddress = integration.equals("slack_configs") && key.equals("api_url");
                if (LATER.containsKey(key)) {
                    problems.add(later(system, at, key));
                } else if (SECRETS.contains(key) || secretAddress) {
                    problems.add(new RoutingProblem(
                            system,
                            at,
                            true,
                            "'" + key
                                    + "' would write a secret into alertmanager.yml: put it into a file on Alertmanager's"
                                    + " machine and write '" + key + "_file: /path/of/the/file'"));
                } else if (SECRETS_WITHOUT_FILE.contains(key) || secretWebhook) {
                    problems.add(new RoutingProblem(
                            system,
                            at,
                            true,
                            "'" + key
                                    + "' would write a secret into alertmanager.yml, and Alertmanager 0.25 cannot read it"
                                    + " from a file: use an integration that can, or a webhook of your own"));
                } else {
                    walk(system, integration, child, at, problems);
                }
            });
        }
    }

    private static RoutingProblem later(String system, String place, String key) {
        return new RoutingProblem(
                system,
                place,
                true,
                "'" + key + "' came with Alertmanager " + LATER.get(key) + "; the configuration is made for 0.25, which"
                        + " refuses it");
    }
}
