package io.watchbill.dashboards.lint;

/**
 * Where something stands.
 *
 * @param file the dashboard's file
 * @param dashboard the dashboard's name
 * @param panel the panel's title; empty outside of panels
 * @param pointer a JSON pointer
 */
record Place(String file, String dashboard, String panel, String pointer) {

    /** Deeper inside. */
    Place at(String more) {
        return new Place(file, dashboard, panel, pointer + more);
    }
}
