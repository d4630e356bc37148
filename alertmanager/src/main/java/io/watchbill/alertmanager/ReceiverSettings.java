package io.watchbill.alertmanager;

import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.spec.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What may stand in a receiver: what the target's version of Alertmanager has, and secrets only as the path of a file. A
 * generated file is reviewed, committed and copied; a secret in it would be too.
 */
final class ReceiverSettings {

    /** Secrets that a kind has read from the file named by the same key with {@code _file} ever since it came. */
    private static final Set<String> SECRETS = Set.of(
            "alert_source_token",
            "api_key",
            "auth_password",
            "bearer_token",
            "client_secret",
            "credentials",
            "password",
            "routing_key",
            "service_key",
            "token_id");

    /** Secrets that it learnt to read from a file later, or never. */
    private static final Set<String> SECRETS_WITHOUT_FILE =
            Set.of("api_secret", "app_token", "auth_secret", "bot_token", "secret_key", "token", "user_key");

    private static final Set<ReceiverKind> SECRET_ADDRESSES =
            Set.of(ReceiverKind.DISCORD, ReceiverKind.MATTERMOST, ReceiverKind.MSTEAMS, ReceiverKind.MSTEAMSV2);

    private final String system;
    private final AlertmanagerVersion version;
    private final List<RoutingProblem> problems = new ArrayList<>();

    private ReceiverSettings(String system, AlertmanagerVersion version) {
        this.system = system;
        this.version = version;
    }

    /** What is wrong with the receiver; {@code place} is its place in the specification. */
    static List<RoutingProblem> problems(String system, Receiver receiver, String place, AlertmanagerVersion version) {
        ReceiverSettings settings = new ReceiverSettings(system, version);
        new TreeMap<>(receiver.settings())
                .forEach((key, value) -> settings.judge(receiver.name(), key, value, place + "/" + key));
        return List.copyOf(settings.problems);
    }

    private void judge(String receiver, String key, Object value, String place) {
        Optional<ReceiverKind> kind = ReceiverKind.of(key);
        if (kind.isEmpty()) {
            refuse(
                    place,
                    "receiver '" + receiver + "': Alertmanager " + version.text() + " has no '" + key
                            + "'; expected one of " + String.join(", ", ReceiverKind.keys(version)));
        } else if (kind.get().isLeftOut(version)) {
            refuse(
                    place,
                    "Debian's Alertmanager " + version.text() + " is built without '" + key
                            + "': use a webhook, or the project's own build");
        } else if (!kind.get().in(version)) {
            refuse(place, later(key, kind.get().since()));
        } else {
            walk(kind.get(), value, place);
        }
    }

    private void walk(ReceiverKind kind, Object value, String place) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(kind, list.get(i), place + "/" + i);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) -> key(kind, String.valueOf(name), child, place + "/" + name));
        }
    }

    private void key(ReceiverKind kind, String key, Object value, String place) {
        Optional<ReceiverSetting> setting = ReceiverSetting.of(kind, key);
        if (setting.isPresent() && !setting.get().in(version)) {
            refuse(place, later(key, setting.get().since()));
        } else if (isSecret(kind, key)) {
            secret(kind, key, place);
        } else {
            walk(kind, value, place);
        }
    }

    private static boolean isSecret(ReceiverKind kind, String key) {
        if (kind == ReceiverKind.VICTOROPS && key.equals("routing_key")) {
            return false; // the name of a route there
        }
        return SECRETS.contains(key)
                || SECRETS_WITHOUT_FILE.contains(key)
                || (key.equals("webhook_url") && SECRET_ADDRESSES.contains(kind))
                || (key.equals("api_url") && kind == ReceiverKind.SLACK);
    }

    private void secret(ReceiverKind kind, String key, String place) {
        String file = key + "_file";
        boolean always = SECRETS.contains(key) || (key.equals("api_url") && kind == ReceiverKind.SLACK);
        Optional<ReceiverSetting> later = ReceiverSetting.of(kind, file);
        // What came with a kind itself needs no line of its own.
        boolean born = !ReceiverKind.keys(AlertmanagerVersion.OLDEST).contains(kind.key()) && later.isEmpty();
        if (always || born || later.filter(setting -> setting.in(version)).isPresent()) {
            refuse(
                    place,
                    "'" + key + "' would write a secret into alertmanager.yml: put it into a file on Alertmanager's"
                            + " machine and write '" + file + ": /path/of/the/file'");
        } else {
            refuse(
                    place,
                    "'" + key + "' would write a secret into alertmanager.yml, and Alertmanager " + version.text()
                            + " cannot read it from a file"
                            + later.map(setting -> ", as it can from " + setting.since() + " on")
                                    .orElse("")
                            + ": use an integration that can, or a webhook of your own");
        }
    }

    private String later(String key, String since) {
        return "'" + key + "' came with Alertmanager " + since + "; the configuration is made for " + version.text()
                + ", which refuses it: if yours is newer, compile with --target alertmanager=" + since;
    }

    private void refuse(String place, String message) {
        problems.add(new RoutingProblem(system, place, RoutingProblem.Kind.REFUSED, message));
    }
}
