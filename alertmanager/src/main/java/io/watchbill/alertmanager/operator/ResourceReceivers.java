package io.watchbill.alertmanager.operator;

import static io.watchbill.alertmanager.operator.ResourceSetting.camel;
import static io.watchbill.alertmanager.operator.ResourceSetting.nested;
import static io.watchbill.alertmanager.operator.ResourceSetting.pairs;
import static io.watchbill.alertmanager.operator.ResourceSetting.plain;
import static io.watchbill.alertmanager.operator.ResourceSetting.secret;
import static io.watchbill.alertmanager.operator.ResourceSetting.secretOfTwo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Receivers in the words of an {@code AlertmanagerConfig}, as the operator's API of version 0.84 has them. */
final class ResourceReceivers {

    private static final ResourceSetting TLS = nested(
            "tls_config",
            "tlsConfig",
            secretOfTwo("ca_file", "ca"),
            secretOfTwo("cert_file", "cert"),
            secret("key_file", "keySecret"),
            plain("insecure_skip_verify"),
            plain("server_name"),
            plain("min_version"),
            plain("max_version"));

    private static final ResourceSetting HTTP = nested(
            "http_config",
            "httpConfig",
            nested("authorization", "authorization", plain("type"), secret("credentials_file", "credentials")),
            nested("basic_auth", "basicAuth", secret("username_file", "username"), secret("password_file", "password")),
            secret("bearer_token_file", "bearerTokenSecret"),
            plain("enable_http2"),
            plain("follow_redirects"),
            plain("no_proxy"),
            plain("proxy_from_environment"),
            plain("proxy_url", "proxyURL"),
            TLS);

    /** Settings by the kind's key in alertmanager.yml. */
    private static final Map<String, List<ResourceSetting>> KINDS = new TreeMap<>(Map.ofEntries(
            kind(
                    "discord_configs",
                    List.of("content", "message", "title", "username"),
                    HTTP,
                    plain("avatar_url", "avatarURL"),
                    secret("webhook_url_file", "apiURL")),
            kind(
                    "email_configs",
                    List.of("auth_identity", "auth_username", "from", "hello", "html", "smarthost", "text", "to"),
                    TLS,
                    secret("auth_password_file", "authPassword"),
                    secret("auth_secret_file", "authSecret"),
                    pairs("headers"),
                    plain("require_tls", "requireTLS")),
            kind(
                    "msteams_configs",
                    List.of("summary", "text", "title"),
                    HTTP,
                    secret("webhook_url_file", "webhookUrl")),
            kind("msteamsv2_configs", List.of("text", "title"), HTTP, secret("webhook_url_file", "webhookURL")),
            kind(
                    "opsgenie_configs",
                    List.of(
                            "actions",
                            "description",
                            "entity",
                            "message",
                            "note",
                            "priority",
                            "source",
                            "tags",
                            "update_alerts"),
                    HTTP,
                    secret("api_key_file", "apiKey"),
                    plain("api_url", "apiURL"),
                    pairs("details"),
                    nested("responders", "responders", plain("id"), plain("name"), plain("type"), plain("username"))),
            kind(
                    "pagerduty_configs",
                    List.of(
                            "class",
                            "client",
                            "component",
                            "description",
                            "group",
                            "severity",
                            "source",
                            "timeout",
                            "url"),
                    HTTP,
                    plain("client_url", "clientURL"),
                    pairs("details"),
                    nested("images", "pagerDutyImageConfigs", plain("alt"), plain("href"), plain("src")),
                    nested("links", "pagerDutyLinkConfigs", plain("href"), plain("text", "alt")),
                    secret("routing_key_file", "routingKey"),
                    secret("service_key_file", "serviceKey")),
            kind(
                    "pushover_configs",
                    List.of(
                            "device",
                            "expire",
                            "html",
                            "message",
                            "monospace",
                            "priority",
                            "retry",
                            "sound",
                            "title",
                            "ttl",
                            "url",
                            "url_title"),
                    HTTP,
                    secret("token_file", "token"),
                    secret("user_key_file", "userKey")),
            kind(
                    "rocketchat_configs",
                    List.of("channel", "color", "emoji", "link_names", "short_fields", "text", "title", "title_link"),
                    HTTP,
                    nested("actions", "actions", plain("msg"), plain("text"), plain("url")),
                    plain("api_url", "apiURL"),
                    nested("fields", "fields", plain("short"), plain("title"), plain("value")),
                    plain("icon_url", "iconURL"),
                    plain("image_url", "imageURL"),
                    plain("thumb_url", "thumbURL"),
                    secret("token_file", "token"),
                    secret("token_id_file", "tokenID")),
            kind(
                    "slack_configs",
                    List.of(
                            "callback_id",
                            "channel",
                            "color",
                            "fallback",
                            "footer",
                            "icon_emoji",
                            "link_names",
                            "message_text",
                            "mrkdwn_in",
                            "pretext",
                            "short_fields",
                            "text",
                            "timeout",
                            "title",
                            "title_link",
                            "username"),
                    HTTP,
                    nested(
                            "actions",
                            "actions",
                            nested(
                                    "confirm",
                                    "confirm",
                                    plain("dismiss_text"),
                                    plain("ok_text"),
                                    plain("text"),
                                    plain("title")),
                            plain("name"),
                            plain("style"),
                            plain("text"),
                            plain("type"),
                            plain("url"),
                            plain("value")),
                    secret("api_url_file", "apiURL"),
                    nested("fields", "fields", plain("short"), plain("title"), plain("value")),
                    plain("icon_url", "iconURL"),
                    plain("image_url", "imageURL"),
                    plain("thumb_url", "thumbURL")),
            kind(
                    "sns_configs",
                    List.of("attributes", "message", "phone_number", "subject"),
                    HTTP,
                    plain("api_url", "apiURL"),
                    nested("sigv4", "sigv4", plain("profile"), plain("region"), plain("role_arn")),
                    plain("target_arn", "targetARN"),
                    plain("topic_arn", "topicARN")),
            kind(
                    "telegram_configs",
                    List.of("disable_notifications", "message", "parse_mode"),
                    HTTP,
                    plain("api_url", "apiURL"),
                    secret("bot_token_file", "botToken"),
                    plain("chat_id", "chatID"),
                    plain("message_thread_id", "messageThreadID")),
            kind(
                    "victorops_configs",
                    List.of(
                            "api_url",
                            "entity_display_name",
                            "message_type",
                            "monitoring_tool",
                            "routing_key",
                            "state_message"),
                    HTTP,
                    secret("api_key_file", "apiKey"),
                    pairs("custom_fields")),
            kind("webex_configs", List.of("message"), HTTP, plain("api_url", "apiURL"), plain("room_id", "roomID")),
            kind("webhook_configs", List.of("max_alerts", "timeout", "url"), HTTP, secret("url_file", "urlSecret")),
            kind(
                    "wechat_configs",
                    List.of("message", "message_type", "to_party", "to_tag", "to_user"),
                    HTTP,
                    plain("agent_id", "agentID"),
                    secret("api_secret_file", "apiSecret"),
                    plain("api_url", "apiURL"),
                    plain("corp_id", "corpID"))));

    private ResourceReceivers() {}

    /** What each kind has, by its key in alertmanager.yml. */
    static Map<String, List<ResourceSetting>> kinds() {
        return KINDS;
    }

    /**
     * Settings of a receiver in the resource's words.
     *
     * @param refuse takes the place of what cannot be said, below {@code place}, and why
     */
    static Map<String, Object> translate(
            Map<String, Object> settings, String place, BiConsumer<String, String> refuse) {
        Map<String, Object> translated = new LinkedHashMap<>();
        new TreeMap<>(settings).forEach((kind, configs) -> {
            List<ResourceSetting> known = KINDS.get(kind);
            String at = place + "/" + kind;
            if (known == null) {
                refuse.accept(
                        at,
                        "an AlertmanagerConfig has no '" + kind + "', only "
                                + String.join(", ", new TreeSet<>(KINDS.keySet())));
            } else if (configs instanceof List<?> list) {
                List<Object> all = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof Map<?, ?> map) {
                        all.add(ResourceSetting.translate(map, known, at + "/" + i, refuse));
                    }
                }
                translated.put(camel(kind), all);
            }
        });
        return translated;
    }

    private static Map.Entry<String, List<ResourceSetting>> kind(
            String key, List<String> plain, ResourceSetting... others) {
        List<ResourceSetting> settings = new ArrayList<>(plain(plain));
        settings.add(plain("send_resolved"));
        settings.addAll(Arrays.asList(others));
        return Map.entry(key, List.copyOf(settings));
    }
}
