package io.watchbill.spec.catalogue;

import java.util.List;

/** Names on the page of the incident server that others speak of too. */
public final class IncidentFamilies {

    /** How many incidents nobody took on in time, by {@link LabelNames#NAME} and {@link #LEVEL}: a series for every system that the server knows. */
    public static final String OVERDUE = "watchbill_incidents_overdue";

    /** Webhooks by {@link LabelNames#RESULT}. */
    public static final String WEBHOOKS = "watchbill_incident_webhooks_total";

    /** The result of a webhook that could not be stored. */
    public static final String FAILED = "failed";

    /** Alerts that are stored and not yet in files. */
    public static final String INBOX = "watchbill_incident_inbox_alerts";

    /** Files that are no incident files any more. */
    public static final String UNREADABLE = "watchbill_incident_files_unreadable";

    /** When the incidents were last held against Alertmanager, in Unix time; absent where the server is to ask none. */
    public static final String RECONCILED = "watchbill_incident_reconciled_timestamp_seconds";

    /** How many are open, by {@link LabelNames#NAME}, {@link #LEVEL} and {@link LabelNames#STATUS}. */
    public static final String OPEN = "watchbill_incidents_open";

    /** How long the oldest one that nobody took on has been waiting, in seconds, by {@link LabelNames#NAME} and {@link #LEVEL}. */
    public static final String WAITING = "watchbill_incident_waiting_seconds";

    /** A histogram of the time until somebody took an incident on, by {@link LabelNames#NAME} and {@link #LEVEL}. */
    public static final String RESPONSE = "watchbill_incident_response_seconds";

    /** The severity of incidents. */
    public static final String LEVEL = "level";

    private IncidentFamilies() {}

    /** The series of every name here. */
    public static List<String> seriesNames() {
        return List.of(OVERDUE, WEBHOOKS, INBOX, UNREADABLE, RECONCILED, OPEN, WAITING, RESPONSE + "_bucket");
    }
}
