package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GeneratedTestsTest {

    @Test
    void thePartsOfAPlanHaveEveryTestOfTheWholeAndNoOther() {
        Plan plan = ExamplePlan.flightDelay();
        Set<String> names = new TreeSet<>();

        GeneratedTests.parts(plan).forEach(part -> names.addAll(GeneratedTests.names(part)));

        assertThat(names).hasSizeGreaterThan(100).isEqualTo(new TreeSet<>(GeneratedTests.names(plan)));
    }

    @Test
    void thePartsOfAPlanHaveEveryAlertOnce() {
        Plan plan = ExamplePlan.flightDelay();

        assertThat(GeneratedTests.parts(plan))
                .hasSizeGreaterThan(2)
                .flatMap(Plan::alerts)
                .containsExactlyInAnyOrderElementsOf(plan.alerts());
    }
}
