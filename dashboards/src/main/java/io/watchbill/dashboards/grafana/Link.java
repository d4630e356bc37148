package io.watchbill.dashboards.grafana;

import java.util.List;

/**
 * A link at the top of a dashboard or of a panel; both have the same form.
 *
 * @param type {@code link} for one address, {@code dashboards} for all dashboards with the tags
 * @param includeVars whether the address takes the variables' values along
 * @param keepTime whether the address takes the time range along
 */
public record Link(
        String title,
        String type,
        String url,
        List<String> tags,
        String icon,
        String tooltip,
        boolean asDropdown,
        boolean includeVars,
        boolean keepTime,
        boolean targetBlank) {

    public Link {
        tags = List.copyOf(tags);
    }

    /** A link to one address, opened beside the dashboard. */
    public static Link to(String title, String url, String tooltip) {
        return new Link(title, "link", url, List.of(), "external link", tooltip, false, false, false, true);
    }

    /** A menu of every other dashboard with this tag, in the same time range. */
    public static Link dashboardsTagged(String title, String tag) {
        return new Link(
                title, "dashboards", "", List.of(tag), "external link", "Other dashboards", true, true, true, false);
    }
}
