package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Target;
import io.watchbill.spec.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedWorkTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        // At 01:00 and 02:00.
        "every day 00:30, 2h, 1h, 24h, 2",
        // At 01:00, 01:30 and 02:00, and at 00:30, when it begins; when it ends it is over.
        "every day 00:30, 2h, 30m, 24h, 4",
        "every day 00:30, 2h, 30m, 3d, 12",
        // Two evenings are 24 hours apart, of which a window holds one alone.
        "every day 22:00, 1h, 1h, 24h, 1",
        "every day 22:00, 1h, 1h, 25h, 2",
        "every friday 02:00, 2h, 1h, 3d, 2",
        "every friday 02:10, 20m, 30m, 3d, 0",
        "once 2026-12-24 22:00, 2h, 1h, 3d, 0"
    })
    void noWindowHidesMoreEvaluations(String when, String length, String step, String window, long hidden) {
        assertThat(work(when, length).hidden(duration(step), duration(window))).isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource({
        "every day 00:30, 20m, 1",
        "every day 00:30, 2h, 3",
        "every day 22:00, 1h, 23",
        "every friday 00:00, 36h, 60"
    })
    void aTestBeginsBesideTheWorkWhereItsRulesCountFrom1970On(String when, String length, long hours) {
        List<PlannedWork.Stretch> moment = List.of(new PlannedWork.Stretch(Duration.ZERO, Duration.ZERO));

        assertThat(work(when, length).start(moment, Duration.ZERO)).contains(Duration.ofHours(hours));
    }

    private PlannedWork work(String when, String length) {
        return PlannedWork.of(Systems.shop(
                        directory,
                        "maintenance: [{name: Upgrade, frequency: " + when + ", duration: " + length
                                + ", timezone: UTC, excludes: [slo]}]\n",
                        Target.DEFAULT)
                .specification());
    }

    private static Duration duration(String text) {
        return Durations.parse(text).orElseThrow();
    }
}
