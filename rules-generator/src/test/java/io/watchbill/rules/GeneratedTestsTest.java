package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratedTestsTest {

    /** The one test of a file that is about several alerts. */
    private static final Predicate<String> OF_SILENCE = test -> test.contains("- name: without data, silence\n");

    private static final Pattern ALERT = Pattern.compile("alertname: (\\S+)");

    private final Plan plan = ExamplePlan.flightDelay();
    private final List<Plan> parts = GeneratedTests.parts(plan);

    @Test
    void thePartsOfAPlanHaveEveryTestOfTheWholeAndNoOther() {
        assertThat(of(parts, OF_SILENCE.negate()))
                .hasSizeGreaterThan(100)
                .containsExactlyInAnyOrderElementsOf(of(List.of(plan), OF_SILENCE.negate()));
    }

    @Test
    void thePartsOfAPlanExpectSilenceOfTheAlertsOfTheWhole() {
        assertThat(alerts(of(parts, OF_SILENCE)))
                .hasSizeGreaterThan(20)
                .isEqualTo(alerts(of(List.of(plan), OF_SILENCE)));
    }

    @Test
    void theTestsOfAPartAreAboutItsOwnAlert() {
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.alerts().stream().map(PlannedAlert::name))
                        .containsAll(alerts(GeneratedTests.cases(part))));
    }

    @Test
    void thePartsOfAPlanHaveEveryAlertOnce() {
        assertThat(parts).flatMap(Plan::alerts).containsExactlyElementsOf(plan.alerts());
    }

    private static List<String> of(List<Plan> plans, Predicate<String> wanted) {
        return plans.stream()
                .flatMap(plan -> GeneratedTests.cases(plan).stream())
                .map(String::stripTrailing)
                .filter(wanted)
                .toList();
    }

    private static Set<String> alerts(List<String> tests) {
        return tests.stream()
                .flatMap(test -> ALERT.matcher(test).results())
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }
}
