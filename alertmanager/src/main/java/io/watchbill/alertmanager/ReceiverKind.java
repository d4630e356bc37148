package io.watchbill.alertmanager;

import io.watchbill.plan.AlertmanagerVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of receivers that Alertmanager has, by the version that brought them. */
enum ReceiverKind {
    DISCORD("discord_configs", "0.25"),
    EMAIL("email_configs", "0.25"),
    INCIDENTIO("incidentio_configs", "0.29"),
    JIRA("jira_configs", "0.28"),
    MATTERMOST("mattermost_configs", "0.30"),
    MSTEAMS("msteams_configs", "0.26"),
    MSTEAMSV2("msteamsv2_configs", "0.28"),
    OPSGENIE("opsgenie_configs", "0.25"),
    PAGERDUTY("pagerduty_configs", "0.25"),
    PUSHOVER("pushover_configs", "0.25"),
    ROCKETCHAT("rocketchat_configs", "0.28"),
    SLACK("slack_configs", "0.25"),
    SNS("sns_configs", "0.25"),
    TELEGRAM("telegram_configs", "0.25"),
    VICTOROPS("victorops_configs", "0.25"),
    WEBEX("webex_configs", "0.25"),
    WEBHOOK("webhook_configs", "0.25"),
    WECHAT("wechat_configs", "0.25");

    private final String key;
    private final String since;

    ReceiverKind(String key, String since) {
        this.key = key;
        this.since = since;
    }

    static Optional<ReceiverKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }

    /** Keys of all kinds that a version has. */
    static List<String> keys(AlertmanagerVersion version) {
        return Arrays.stream(values())
                .filter(kind -> kind.in(version))
                .map(ReceiverKind::key)
                .sorted()
                .toList();
    }

    /** The key in a receiver's settings, such as {@code slack_configs}. */
    String key() {
        return key;
    }

    String since() {
        return since;
    }

    boolean in(AlertmanagerVersion version) {
        return version.reaches(since) && !isLeftOut(version);
    }

    /** Debian's build of 0.28.1 goes without what would need a library for Jira. */
    boolean isLeftOut(AlertmanagerVersion version) {
        return this == JIRA && version.debian() && version.minor() == 28;
    }
}
