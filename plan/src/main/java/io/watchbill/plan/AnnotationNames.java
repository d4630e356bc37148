package io.watchbill.plan;

/** The names of the annotations on generated alerts, written once. */
public final class AnnotationNames {

    public static final String SUMMARY = "summary";
    public static final String DESCRIPTION = "description";
    public static final String IMPACT = "impact";
    public static final String RUNBOOK_URL = "runbook_url";
    public static final String DASHBOARD_URL = "dashboard_url";

    private AnnotationNames() {}
}
