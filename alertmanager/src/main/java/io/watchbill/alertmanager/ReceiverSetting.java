package io.watchbill.alertmanager;

import io.watchbill.plan.AlertmanagerVersion;
import java.util.List;
import java.util.Optional;

/**
 * A setting of a receiver that came after version 0.25.
 *
 * @param kind of the receiver; nothing for all kinds
 * @param since the version that brought it
 */
record ReceiverSetting(Optional<ReceiverKind> kind, String key, String since) {

    private static final List<ReceiverSetting> LATER = List.of(
            of(ReceiverKind.DISCORD, "content", "0.28"),
            of(ReceiverKind.DISCORD, "username", "0.28"),
            of(ReceiverKind.DISCORD, "avatar_url", "0.28"),
            of(ReceiverKind.DISCORD, "webhook_url_file", "0.28"),
            of(ReceiverKind.EMAIL, "auth_secret_file", "0.31"),
            of(ReceiverKind.EMAIL, "threading", "0.31"),
            of(ReceiverKind.MSTEAMS, "webhook_url_file", "0.28"),
            of(ReceiverKind.PAGERDUTY, "timeout", "0.29"),
            of(ReceiverKind.PUSHOVER, "device", "0.26"),
            of(ReceiverKind.PUSHOVER, "monospace", "0.29"),
            of(ReceiverKind.PUSHOVER, "token_file", "0.26"),
            of(ReceiverKind.PUSHOVER, "ttl", "0.27"),
            of(ReceiverKind.PUSHOVER, "user_key_file", "0.26"),
            of(ReceiverKind.SLACK, "app_token_file", "0.30"),
            of(ReceiverKind.SLACK, "message_text", "0.30"),
            of(ReceiverKind.SLACK, "timeout", "0.29"),
            of(ReceiverKind.TELEGRAM, "bot_token_file", "0.26"),
            of(ReceiverKind.TELEGRAM, "chat_id_file", "0.31"),
            of(ReceiverKind.TELEGRAM, "message_thread_id", "0.28"),
            of(ReceiverKind.WEBHOOK, "payload", "0.32"),
            of(ReceiverKind.WEBHOOK, "timeout", "0.28"),
            of(ReceiverKind.WEBHOOK, "url_file", "0.26"),
            of(ReceiverKind.WECHAT, "api_secret_file", "0.31"),
            new ReceiverSetting(Optional.empty(), "http_headers", "0.28"),
            new ReceiverSetting(Optional.empty(), "no_proxy", "0.26"),
            new ReceiverSetting(Optional.empty(), "proxy_from_environment", "0.26"));

    static List<ReceiverSetting> later() {
        return LATER;
    }

    /** What is known of the key in receivers of the kind; nothing for what version 0.25 has, or no version. */
    static Optional<ReceiverSetting> of(ReceiverKind kind, String key) {
        return LATER.stream()
                .filter(setting -> setting.key.equals(key)
                        && setting.kind.map(kind::equals).orElse(true))
                .findFirst();
    }

    boolean in(AlertmanagerVersion version) {
        return version.reaches(since);
    }

    private static ReceiverSetting of(ReceiverKind kind, String key, String since) {
        return new ReceiverSetting(Optional.of(kind), key, since);
    }
}
