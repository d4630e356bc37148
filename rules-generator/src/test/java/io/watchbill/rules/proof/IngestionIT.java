package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions that no longer reach the exporter while the application goes on counting requests. */
class IngestionIT {

    @TempDir
    Path directory;

    @Test
    void predictionsThatStopAreToldBesideRequestsThatGoOn() {
        Plan plan = Systems.shop(directory, """
                sources:
                  application:
                    - {preset: micrometer, selector: 'job="shop",uri!~"/actuator.*"'}
                    - {preset: kserve}
                    - {preset: opentelemetry, selector: 'job="probed"'}
                """, Target.DEFAULT);

        assertThat(GeneratedTests.text(plan))
                .contains(
                        "ShopIngestionStopped fires when predictions stop while http_server_requests_seconds_count goes on",
                        "ShopIngestionStopped is quiet when few http_server_requests_seconds_count go on",
                        "ShopIngestionStopped fires when predictions stop while revision_app_request_count goes on")
                .doesNotContain("http_server_request_duration_seconds_count goes on");
        Tool.Result result = GeneratedTests.runShort(directory, plan, List.of("ShopIngestionStopped"));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(plan.alert("ShopIngestionStopped").orElseThrow().description())
                .contains("at a time of day with steady traffic or while requests go on: either");
    }

    @Test
    void aSourceThatCountsProbesSaysNothing() {
        Plan plan = Systems.shop(directory, "sources: {application: [{preset: micrometer}]}\n", Target.DEFAULT);

        assertThat(plan.alert("ShopIngestionStopped").orElseThrow().expression().text())
                .doesNotContain("http_server_requests");
    }
}
