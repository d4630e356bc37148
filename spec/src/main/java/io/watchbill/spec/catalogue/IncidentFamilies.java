package io.watchbill.spec.catalogue;

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

    /** The severity of incidents. */
    public static final String LEVEL = "level";

    private IncidentFamilies() {}
}
