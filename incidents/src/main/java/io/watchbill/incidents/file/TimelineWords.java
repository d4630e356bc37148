package io.watchbill.incidents.file;

import io.watchbill.incidents.record.Entry;

/** A line of the timeline in words; not escaped. */
final class TimelineWords {

    private TimelineWords() {}

    static String of(Entry entry) {
        String text = entry.text();
        return switch (entry.kind()) {
            case FIRING -> "The alert fires" + behind(text);
            case AGAIN -> "The alert fires again" + behind(text);
            case ALSO -> "One more alert of this kind fires" + behind(text);
            case STILL ->
                entry.last()
                        .map(last -> "Still firing; told " + entry.times() + " times, last at " + TimeText.of(last))
                        .orElse("Still firing; told again");
            case ENDED -> "The alert ends" + behind(text);
            case RECONCILED ->
                "Closed by reconciliation: Alertmanager no longer holds the alert, and did not tell its end";
            case REOPENED -> "Open again: the alert fires still";
            case SILENCED ->
                "Acknowledged by " + entry.by() + ", who silenced the alert"
                        + entry.last()
                                .map(until -> " until " + TimeText.of(until))
                                .orElse("") + behind(text);
            case REPORTED -> "Reported by " + entry.by() + behind(text);
            case ACKNOWLEDGED -> "Acknowledged by " + entry.by() + behind(text);
            case TRIAGED -> "Triaged by " + entry.by() + " as " + text;
            case MITIGATED -> "Mitigated by " + entry.by() + behind(text);
            case RESOLVED -> "Resolved by " + entry.by() + behind(text);
        };
    }

    private static String behind(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }
}
