package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Marks on the time axis of every panel.
 *
 * @param builtIn 1 for the notes that people make in Grafana itself
 * @param target the query that gives the marks; absent for the built-in one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Annotation(
        String name,
        @Nullable Integer builtIn,
        DatasourceRef datasource,
        boolean enable,
        boolean hide,
        String iconColor,
        @Nullable String type,
        @Nullable AnnotationTarget target,
        @Nullable String titleFormat,
        @Nullable String textFormat) {

    /** The query of an annotation: a mark from where it starts to have a value to where it stops. */
    public record AnnotationTarget(String refId, String expr, String interval) {}

    /** The notes that people make in Grafana itself. */
    public static Annotation notes() {
        return new Annotation(
                "Annotations & Alerts",
                1,
                DatasourceRef.GRAFANA,
                true,
                true,
                "rgba(0, 211, 255, 1)",
                "dashboard",
                null,
                null,
                null);
    }

    /** Marks wherever {@code expr} has a value. */
    public static Annotation where(String name, String color, String expr, String title, String text) {
        return new Annotation(
                name,
                null,
                DatasourceRef.CHOSEN,
                true,
                false,
                color,
                null,
                new AnnotationTarget("Anno", expr, "60s"),
                title,
                text);
    }
}
