package io.watchbill.spec.reader;

import io.watchbill.spec.Receiver;
import io.watchbill.spec.finding.SecretKeys;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code alerting.receivers}: native Alertmanager settings, which pass through, and no secrets. */
final class ReceiversReader {
    private static final List<String> KINDS = List.of(
            "discord_configs",
            "email_configs",
            "incidentio_configs",
            "jira_configs",
            "mattermost_configs",
            "msteams_configs",
            "msteamsv2_configs",
            "opsgenie_configs",
            "pagerduty_configs",
            "pushover_configs",
            "rocketchat_configs",
            "slack_configs",
            "sns_configs",
            "telegram_configs",
            "victorops_configs",
            "webex_configs",
            "webhook_configs",
            "wechat_configs");

    /** Where the {@code routing_key} is a name, and the secret is another key. */
    private static final Set<String> NAMED_ROUTES = Set.of("victorops_configs");

    /** Kinds whose {@code api_url} carries the secret. */
    private static final Set<String> SECRET_ADDRESSES = Set.of("slack_configs");

    private final ReadingContext context;

    private ReceiversReader(ReadingContext context) {
        this.context = context;
    }

    static List<Receiver> read(MapReader map) {
        ReceiversReader reader = new ReceiversReader(map.context());
        List<String> path = map.context().path(map.path(), "receivers");
        List<Receiver> receivers = new ArrayList<>();
        map.entries("receivers").forEach((name, entry) -> {
            map.context().define(ReadingContext.Kind.RECEIVER, name, entry.key());
            if (entry.value() instanceof Node.Mapping mapping) {
                receivers.add(new Receiver(name, reader.receiver(map.context().path(path, name), mapping)));
            } else {
                map.context()
                        .findings()
                        .add(
                                SpecificationCode.WRONG_TYPE,
                                entry.value().location(),
                                name + " is " + entry.value().kind(),
                                Optional.of("a map of Alertmanager's settings such as slack_configs"),
                                Optional.empty());
            }
        });
        return receivers;
    }

    private Map<String, Object> receiver(List<String> path, Node.Mapping mapping) {
        Map<String, Object> settings = new LinkedHashMap<>();
        mapping.entries().forEach((kind, entry) -> {
            if (!KINDS.contains(kind)) {
                context.findings()
                        .add(
                                SpecificationCode.UNKNOWN_RECEIVER_KIND,
                                entry.key(),
                                "Alertmanager has no " + Printed.quoted(kind),
                                Optional.of(String.join(", ", KINDS)),
                                context.nearest(kind, KINDS));
            }
            settings.put(kind, value(context.path(path, kind), kind, entry));
        });
        return settings;
    }

    /** The value of a key anywhere below a receiver. */
    private Object value(List<String> path, String kind, Node.Entry entry) {
        String key = path.get(path.size() - 1);
        boolean name = key.equals("routing_key") && NAMED_ROUTES.contains(kind);
        boolean secret =
                (SecretKeys.contains(key) && !name) || (key.equals("api_url") && SECRET_ADDRESSES.contains(kind));
        if (secret && entry.value() instanceof Node.Scalar scalar && !scalar.isNull()) {
            context.findings()
                    .add(
                            SpecificationCode.LITERAL_SECRET,
                            entry.key(),
                            key + " holds a secret",
                            Optional.of(key + "_file with the path of a file that Alertmanager can read"),
                            Optional.empty());
        }
        return plain(path, kind, entry.value());
    }

    private Object plain(List<String> path, String kind, Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> map.put(key, value(context.path(path, key), kind, entry)));
            if (map.isEmpty()) {
                context.setting(path, new Setting.Value.EmptyMap(), Optional.of(mapping.location()));
            }
            return Collections.unmodifiableMap(map);
        } else if (node instanceof Node.Sequence sequence) {
            List<Object> list = new ArrayList<>();
            for (Node item : sequence.items()) {
                list.add(plain(context.path(path, Setting.index(list.size())), kind, item));
            }
            if (list.isEmpty()) {
                context.setting(path, new Setting.Value.Texts(List.of()), Optional.of(sequence.location()));
            }
            return Collections.unmodifiableList(list);
        }
        Node.Scalar scalar = (Node.Scalar) node;
        context.setting(path, new Setting.Value.Text(scalar.text(), scalar.quoted()), Optional.of(scalar.location()));
        return typed(scalar);
    }

    /** Numbers and booleans as YAML 1.2 has them; everything else and everything in quotes is text. */
    private static Object typed(Node.Scalar scalar) {
        String text = scalar.text();
        if (scalar.quoted()) {
            return text;
        } else if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        } else if (text.matches("-?(0|[1-9]\\d{0,17})")) {
            return Long.valueOf(text);
        } else if (text.matches("-?(0|[1-9]\\d*)\\.\\d+")) {
            return new BigDecimal(text);
        }
        return text;
    }
}
