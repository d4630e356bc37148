package io.watchbill.incidents.record;

import io.watchbill.spec.Priority;

/**
 * The incident that an alert would open.
 *
 * @param opens whether it may open one now
 */
public record Opening(Subject subject, Priority severity, String title, boolean opens) {

    /** The same, opening none. */
    public Opening closed() {
        return new Opening(subject, severity, title, false);
    }
}
