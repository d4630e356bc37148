package io.watchbill.alertmanager.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.yaml.YamlText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every setting that the table has is one that the operator's own definitions have. */
class ResourceReceiversTest {

    /** What is written for each kind with every setting that the table has is read by the operator's model. */
    @Test
    void everySettingOfEveryKindIsOneOfTheOperators() {
        ResourceReceivers.kinds().forEach((kind, settings) -> {
            Map<String, Object> receiver = new TreeMap<>();
            receiver.put("name", kind);
            receiver.putAll(
                    ResourceReceivers.translate(Map.of(kind, List.of(written(kind, settings))), "", (place, why) -> {
                        throw new AssertionError(place + ": " + why);
                    }));
            String yaml = YamlText.of(
                    Map.of(
                            "apiVersion",
                            "monitoring.coreos.com/v1alpha1",
                            "kind",
                            "AlertmanagerConfig",
                            "spec",
                            Map.of("receivers", List.of(receiver))),
                    List.of());

            assertThat(StrictModel.read(yaml).getSpec().getReceivers()).as(kind).hasSize(1);
        });
    }

    private static Map<String, Object> written(String kind, List<ResourceSetting> settings) {
        Map<String, Object> map = new TreeMap<>();
        for (ResourceSetting setting : settings) {
            if (setting.form() instanceof ResourceSetting.Form.Nested nested) {
                Map<String, Object> inner = written(kind, nested.settings());
                boolean one = setting.key().endsWith("_config")
                        || List.of("authorization", "basic_auth", "confirm", "sigv4")
                                .contains(setting.key());
                map.put(setting.key(), one ? inner : List.of(inner));
            } else if (setting.form() instanceof ResourceSetting.Form.Pairs) {
                map.put(setting.key(), Map.of("a", "b"));
            } else if (setting.form() instanceof ResourceSetting.Form.Plain) {
                map.put(
                        setting.key(),
                        setting.key().equals("html") && kind.equals("pushover_configs")
                                ? Boolean.TRUE
                                : plain(setting.target()));
            } else {
                map.put(setting.key(), "/etc/alertmanager/secrets/all/" + setting.key());
            }
        }
        return map;
    }

    /** A value of the type that the definitions give the setting. */
    private static Object plain(String target) {
        return switch (target) {
            case "attributes" -> Map.of("a", "b");
            case "mrkdwnIn" -> List.of("text");
            case "maxAlerts", "chatID", "messageThreadID" -> 1;
            case "sendResolved",
                    "requireTLS",
                    "insecureSkipVerify",
                    "enableHttp2",
                    "followRedirects",
                    "proxyFromEnvironment",
                    "updateAlerts",
                    "linkNames",
                    "shortFields",
                    "short",
                    "disableNotifications",
                    "monospace" -> true;
            default -> "text";
        };
    }
}
