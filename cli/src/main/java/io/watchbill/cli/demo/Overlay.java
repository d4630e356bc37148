package io.watchbill.cli.demo;

import io.watchbill.cli.Failure;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Receiver;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The specification that the demo runs by: the example's own, extended as a team's staging overlay would be. Three
 * things differ: events are old on purpose, every receiver is a webhook of the demo, and a busy processor is no alert,
 * because the replay is meant to keep this machine busy.
 */
final class Overlay {

    private static final String NAME = "ops.demo.yaml";

    private Overlay() {}

    private static Map<String, Object> withoutThresholds(String metric) {
        Map<String, Object> keyMetric = new LinkedHashMap<>();
        keyMetric.put("metric", metric);
        keyMetric.put("warning", null);
        keyMetric.put("critical", null);
        return keyMetric;
    }

    /**
     * Writes the overlay.
     *
     * @param base     the specification it extends, by its path and as it was read
     * @param webhooks the address for each receiver's name
     */
    static Path write(Path work, Path base, OperationsSpecification specification, Function<String, URI> webhooks) {
        Map<String, Object> models = new LinkedHashMap<>();
        for (Model model : specification.models()) {
            models.put(model.name(), Map.of("clock", "replay"));
        }
        Map<String, Object> receivers = new LinkedHashMap<>();
        for (Receiver receiver : specification.alerting().receivers()) {
            Map<String, Object> settings = new LinkedHashMap<>();
            receiver.settings().keySet().forEach(key -> settings.put(key, null)); // null removes
            settings.put(
                    "webhook_configs",
                    List.of(Map.of("url", webhooks.apply(receiver.name()).toString())));
            receivers.put(receiver.name(), settings);
        }
        Map<String, Object> overlay = new LinkedHashMap<>();
        overlay.put("apiVersion", "watchbill/v1");
        overlay.put("kind", "OperationsSpecification");
        overlay.put("extends", List.of(base.toAbsolutePath().toString()));
        overlay.put("metadata", Map.of("name", specification.metadata().name()));
        overlay.put("models", models);
        overlay.put("monitoring", Map.of("keyMetrics", List.of(withoutThresholds("cpu_usage"))));
        overlay.put("alerting", Map.of("receivers", receivers));
        Path file = work.resolve(NAME);
        try {
            return Files.writeString(
                    file,
                    YamlText.of(overlay, List.of("The example on old flights, with the demo's webhooks as receivers.")),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e, e);
        }
    }
}
