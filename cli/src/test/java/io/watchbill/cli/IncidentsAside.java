package io.watchbill.cli;

import io.watchbill.spec.catalogue.IncidentFamilies;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.testing.BackfilledSeries;
import java.time.Instant;
import java.util.List;

/**
 * What the pages of an incident server and of an Alertmanager hold as minutes pass: nothing open and nothing lost in
 * health, else a P2 that nobody takes on, incidents that are answered slowly, and notifications that fail.
 */
final class IncidentsAside {

    private static final String LOST =
            "alertmanager_notifications_failed_total{integration=\"webhook\",reason=\"other\"}";
    private static final List<String> BOUNDS = List.of("60", "3600", "+Inf");

    private final String system;
    private int badMinutes;

    IncidentsAside(String system) {
        this.system = system;
    }

    /** One minute more. */
    void pass(BackfilledSeries series, Instant at, boolean bad) {
        badMinutes += bad ? 1 : 0;
        series.add(LOST, at, Integer.toString(badMinutes));
        for (String result : List.of("accepted", IncidentFamilies.FAILED)) {
            series.add(
                    IncidentFamilies.WEBHOOKS + "{" + LabelNames.RESULT + "=\"" + result + "\"}",
                    at,
                    Integer.toString(badMinutes));
        }
        series.add(of(IncidentFamilies.OVERDUE), at, bad ? "1" : "0");
        series.add(of(IncidentFamilies.OPEN, LabelNames.STATUS, "investigating"), at, bad ? "1" : "0");
        if (bad) {
            series.add(of(IncidentFamilies.WAITING), at, Integer.toString(60 * badMinutes));
            for (String bound : BOUNDS) {
                series.add(
                        of(IncidentFamilies.RESPONSE + "_bucket", "le", bound),
                        at,
                        Integer.toString(bound.equals("60") ? 0 : badMinutes));
            }
        }
    }

    private String of(String name, String... label) {
        String more = label.length == 0 ? "" : "," + label[0] + "=\"" + label[1] + "\"";
        return name + "{" + LabelNames.NAME + "=\"" + system + "\"," + IncidentFamilies.LEVEL + "=\"P2\"" + more + "}";
    }
}
