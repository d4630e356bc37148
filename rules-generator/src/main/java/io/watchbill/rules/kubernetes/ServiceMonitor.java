package io.watchbill.rules.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which services Prometheus scrapes, and how. */
record ServiceMonitor(@JsonProperty("apiVersion") String apiVersion, String kind, ObjectMeta metadata, Spec spec) {

    static ServiceMonitor of(ObjectMeta metadata, Spec spec) {
        return new ServiceMonitor("monitoring.coreos.com/v1", "ServiceMonitor", metadata, spec);
    }

    /** @param selector the services */
    record Spec(LabelSelector selector, List<Endpoint> endpoints) {}

    record LabelSelector(@JsonProperty("matchLabels") Map<String, String> matchLabels) {}

    /**
     * @param port the service's port, by name
     * @param interval Prometheus duration
     * @param honorLabels whether labels on the page win over those of the target
     */
    record Endpoint(
            String port,
            String path,
            String scheme,
            String interval,
            @JsonProperty("honorLabels") boolean honorLabels,
            @JsonProperty("basicAuth") @Nullable BasicAuth basicAuth,
            @JsonProperty("tlsConfig") @Nullable TlsConfig tlsConfig) {}

    record BasicAuth(SecretKey username, SecretKey password) {}

    record TlsConfig(SecretOrConfigMap ca) {}

    record SecretOrConfigMap(SecretKey secret) {}

    /** A key of a secret: where a value is, never the value. */
    record SecretKey(String name, String key) {}
}
