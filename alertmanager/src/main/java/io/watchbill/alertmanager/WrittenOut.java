package io.watchbill.alertmanager;

import io.watchbill.plan.Fleet;
import java.time.LocalDate;
import java.util.List;

/**
 * A maintenance window that is written out by date, because no rule of Alertmanager says the same. After its last date it
 * silences nothing.
 *
 * @param specPath the place of its frequency in the specification, as a JSON pointer
 * @param window its name
 * @param until the last date
 * @param reason why, as the end of a sentence: "because …"
 */
public record WrittenOut(String system, String specPath, String window, LocalDate until, String reason) {

    /** All of a fleet. */
    public static List<WrittenOut> of(Fleet fleet) {
        return fleet.plans().stream()
                .flatMap(plan -> SystemIntervals.of(plan).writtenOut().stream())
                .toList();
    }

    /** What that means, in a sentence. */
    public String text() {
        return "maintenance window '" + window + "' is written out by date until " + until + ", because " + reason
                + ": compile again before then";
    }
}
