package io.watchbill.dashboards.lint;

/**
 * One thing that is wrong with a dashboard.
 *
 * @param rule the name of the rule that it breaks
 * @param file the dashboard's file; empty where an alert links to a dashboard that is not there
 * @param dashboard the dashboard's title, or its file where it has none
 * @param panel the panel's title; empty where it is no panel's fault
 * @param place in the file, as a JSON pointer such as {@code /panels/3/targets/0/expr}
 * @param problem what stands there and what was expected, without a full stop
 * @param remedy how to mend it, an imperative without a full stop
 */
public record Fault(
        String rule, String file, String dashboard, String panel, String place, String problem, String remedy) {

    /** The fault as one line. */
    public String text() {
        String where = panel.isEmpty() ? dashboard : dashboard + ", panel \"" + panel + "\"";
        return where + ", " + place + ": " + problem + "; " + remedy + " (" + rule + ")";
    }
}
