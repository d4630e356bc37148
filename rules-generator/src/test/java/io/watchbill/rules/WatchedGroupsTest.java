package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.format.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert on rules that cannot be evaluated. */
class WatchedGroupsTest {

    private static final Pattern WATCHED = Pattern.compile("rule_group=~\"([^\"]+)\"");

    @TempDir
    Path directory;

    @Test
    void everyGroupOfASystemIsWatchedAndNoneOfAnother() throws IOException {
        Path file = Files.writeString(directory.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop}
                models:
                  eu.west:
                    task: binary-classification
                    positiveClass: "yes"
                    references: {default: shop.profile.json}
                    features: {amount: {type: numeric}}
                monitoring: {replicas: several}
                sources: {application: [{preset: micrometer}]}
                slos: [{name: availability, target: 99.9%, measurement: error_rate}]
                maintenance: [{name: Upgrade, frequency: every friday 02:00, duration: 2h, timezone: UTC}]
                """);
        Plan plan = ExamplePlan.of(file, Target.DEFAULT);
        Pattern watched = watched(plan);

        assertThat(RuleFiles.all(plan).groups())
                .extracting(RuleGroup::name)
                .contains(
                        "shop-drift-eu.west",
                        "shop-performance-eu.west",
                        "shop-maintenance",
                        "shop-slo",
                        "shop-application",
                        "shop-monitoring")
                .allMatch(name -> watched.matcher("/etc/prometheus/rules/shop.yaml;" + name)
                        .matches())
                .noneMatch(name -> watched.matcher("/etc/prometheus/rules/shop.yaml;old-" + name)
                        .matches());
    }

    /** As Prometheus reads it: anchored, after the string's own escapes. */
    private static Pattern watched(Plan plan) {
        Matcher matcher = WATCHED.matcher(
                plan.alert("ShopRulesFailing").orElseThrow().expression().text());
        assertThat(matcher.find()).isTrue();
        return Pattern.compile(matcher.group(1).replace("\\\\", "\\"));
    }
}
