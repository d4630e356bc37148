package io.watchbill.alertmanager;

import io.watchbill.plan.Fleet;
import java.time.LocalDate;
import java.util.List;

/**
 * A time that is written out by date, because no rule says the same. After its last date it silences nothing.
 *
 * @param specPath its place in the specification, as a JSON pointer
 * @param what such as {@code maintenance window 'Patches'}
 * @param until the last date
 * @param reason why, as the end of a sentence: "because …"
 */
public record WrittenOut(String system, String specPath, String what, LocalDate until, String reason) {

    /** All of a fleet. */
    public static List<WrittenOut> of(Fleet fleet) {
        return fleet.plans().stream()
                .flatMap(plan -> SystemIntervals.of(plan).writtenOut().stream())
                .toList();
    }

    /** What that means, in a sentence. */
    public String text() {
        return what + " is written out by date until " + until + ", because " + reason + ": compile again before then";
    }
}
