package io.watchbill.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a running Alertmanager holds, by its HTTP API. */
final class AlertmanagerApi {

    private final JsonHttp http;
    private final URI address;

    AlertmanagerApi(JsonHttp http, URI address) {
        this.http = http;
        this.address = address;
    }

    /**
     * An alert as Alertmanager holds it.
     *
     * @param receivers to whom its routes lead
     */
    record RoutedAlert(Map<String, String> labels, List<String> receivers) {}

    /** Every alert that is neither silenced nor inhibited nor resolved. */
    List<RoutedAlert> active() {
        List<RoutedAlert> alerts = new ArrayList<>();
        for (JsonNode alert : http.get(address.resolve("/api/v2/alerts?silenced=false&inhibited=false"))) {
            List<String> receivers = new ArrayList<>();
            for (JsonNode receiver : alert.path("receivers")) {
                receivers.add(receiver.path("name").asText());
            }
            alerts.add(new RoutedAlert(PrometheusApi.strings(alert.path("labels")), receivers));
        }
        return alerts;
    }
}
