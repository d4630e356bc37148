package io.watchbill.cli.check;

import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.LoadedSpecification;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Dates of a specification that pass: a list of holidays, and maintenance that does not come again. */
final class Dates {

    private Dates() {}

    /** @param horizon how many days ahead holidays must be named at least */
    static List<Finding> findings(LoadedSpecification loaded, LocalDate day, int horizon) {
        List<Finding> findings = new ArrayList<>();
        holidays(loaded, day, horizon).ifPresent(findings::add);
        List<MaintenanceWindow> windows = loaded.specification().maintenance();
        for (int i = 0; i < windows.size(); i++) {
            over(loaded, windows.get(i), "/maintenance/" + i + "/frequency", day)
                    .ifPresent(findings::add);
        }
        return findings;
    }

    /** Without any holidays nobody has said that there are some. */
    private static Optional<Finding> holidays(LoadedSpecification loaded, LocalDate day, int horizon) {
        return loaded.specification().onCall().businessHours().holidays().stream()
                .max(Comparator.naturalOrder())
                .filter(last -> last.isBefore(day.plusDays(horizon)))
                .map(last -> finding(
                        loaded,
                        CheckCode.NO_HOLIDAYS,
                        "/onCall/businessHours/holidays",
                        "the last holiday that is named is " + last + (last.isBefore(day) ? ", which is over" : "")
                                + ": on those after it people are told as on any other day",
                        "name those of the coming year"));
    }

    private static Optional<Finding> over(
            LoadedSpecification loaded, MaintenanceWindow window, String place, LocalDate day) {
        return window.frequency()
                .recurrence()
                .last()
                .filter(last -> last.atTime(window.frequency().time())
                        .plus(window.duration())
                        .isBefore(day.atStartOfDay()))
                .map(last -> finding(
                        loaded,
                        CheckCode.OVER,
                        place,
                        "maintenance window '" + window.name() + "' came for the last time on " + last,
                        "take it out, or give it another date"));
    }

    private static Finding finding(
            LoadedSpecification loaded, CheckCode code, String place, String message, String help) {
        return loaded.places().finding(code, loaded.places().of(place), message, Optional.empty(), Optional.of(help));
    }
}
