package io.watchbill.plan.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.Priority;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.SpecificationReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachableTiersTest {

    @Test
    void aTierWithAFactorUnderOneFiresInsideTheBudget() {
        LoadedSpecification loaded = LintCases.loaded(
                new SpecificationReader(Files::readString).read(LintCases.FOLDER.resolve("base.yaml")));
        Judged judged = new Judged(Planner.plan(loaded, Target.DEFAULT), loaded.places(), Surroundings.UNKNOWN);
        BurnTier slow =
                new BurnTier("slow", Priority.P4, new BigDecimal("0.93"), Duration.ofDays(3), Duration.ofHours(6));
        BurnTier exact = new BurnTier("exact", Priority.P3, BigDecimal.ONE, Duration.ofDays(3), Duration.ofHours(6));

        new ReachableTiers((period, target) -> List.of(exact, slow)).judge(judged);

        assertThat(judged.findings()).extracting(Finding::code).containsExactly(LintCode.TIER_INSIDE_BUDGET);
        assertThat(judged.findings())
                .extracting(Finding::message)
                .containsExactly("P4 of the objective availability fires at 0.93 times its budget over 3d, when the"
                        + " promise is kept");
    }
}
