package io.watchbill.rules.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.watchbill.rules.format.RuleFile;

/** A rule file as a resource; its groups are those of Prometheus, key for key. */
record PrometheusRule(@JsonProperty("apiVersion") String apiVersion, String kind, ObjectMeta metadata, RuleFile spec) {

    static PrometheusRule of(ObjectMeta metadata, RuleFile rules) {
        return new PrometheusRule("monitoring.coreos.com/v1", "PrometheusRule", metadata, rules);
    }
}
