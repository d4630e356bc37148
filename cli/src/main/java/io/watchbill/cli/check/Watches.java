package io.watchbill.cli.check;

import io.watchbill.alertmanager.oncall.WatchProblem;
import io.watchbill.alertmanager.oncall.WatchProblems;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.LoadedSpecification;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What is wrong with who stands watch, in the year from a day on. */
final class Watches {

    private Watches() {}

    static List<Finding> findings(LoadedSpecification loaded, LocalDate day) {
        return WatchProblems.of(loaded.specification(), day).stream()
                .map(problem -> loaded.places()
                        .finding(
                                code(problem.kind()),
                                loaded.places().of(problem.specPath()),
                                problem.message(),
                                Optional.empty(),
                                Optional.empty()))
                .toList();
    }

    private static CheckCode code(WatchProblem.Kind kind) {
        return switch (kind) {
            case GAP -> CheckCode.WATCH_GAP;
            case DOUBLE -> CheckCode.WATCH_TWICE;
            case SAME_PERSON -> CheckCode.SAME_PERSON;
            case UNREACHABLE -> CheckCode.UNREACHABLE_PERSON;
            case CLOCK_CHANGE -> CheckCode.CLOCKS_CHANGE;
            case EXPIRED -> CheckCode.EXPIRED_OVERRIDE;
            case OPEN_END -> CheckCode.OPEN_END;
        };
    }
}
