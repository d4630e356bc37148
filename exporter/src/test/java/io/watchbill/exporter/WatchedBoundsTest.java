package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.engine.ModelLimits;
import io.watchbill.engine.ModelPlan;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test's specification has 4 models with 5 features in all, and a column of 2 categories. */
class WatchedBoundsTest {
    private static final WatchedBounds JUST_ENOUGH = new WatchedBounds(4, 13, 2);

    @TempDir
    private Path folder;

    private Path specification;

    @BeforeEach
    void write() {
        specification = RunningExporter.specification(folder);
    }

    private List<ModelPlan> plans() throws StartException {
        return ModelPlans.of(SystemFiles.read(List.of(specification), null)).plans();
    }

    @Test
    void whatReachesEachBoundIsWatched() throws StartException {
        List<ModelPlan> plans = plans();

        assertThatCode(() -> JUST_ENOUGH.require(plans)).doesNotThrowAnyException();
    }

    @Test
    void oneModelMoreIsRefused() throws StartException {
        List<ModelPlan> plans = plans();

        assertThatThrownBy(() -> new WatchedBounds(3, 13, 2).require(plans))
                .isInstanceOf(StartException.class)
                .hasMessage("--maximum-models: the specifications ask for 4 models, more than 3; give a higher number,"
                        + " or watch fewer here, the others by another exporter");
    }

    @Test
    void oneColumnMoreIsRefused() throws StartException {
        List<ModelPlan> plans = plans();

        assertThatThrownBy(() -> new WatchedBounds(4, 12, 2).require(plans))
                .isInstanceOf(StartException.class)
                .hasMessage("--maximum-columns: the specifications ask for 13 columns, more than 12; give a higher"
                        + " number, or leave out features that need no watching");
    }

    @Test
    void oneCategoryMoreIsRefused() throws StartException {
        List<ModelPlan> plans = plans();

        assertThatThrownBy(() -> new WatchedBounds(4, 13, 1).require(plans))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("--maximum-categories: the specifications ask for 2 categories of the column '")
                .hasMessageEndingWith("more than 1; give a higher number, or give the feature fewer maximumCategories,"
                        + " and make its profile again with `watchbill profile`");
    }

    @Test
    void aReloadThatAsksForMoreIsRefusedAndChangesNothing() throws Exception {
        try (RunningExporter exporter =
                RunningExporter.bounded(specification, folder.resolve("data"), ModelLimits.DEFAULT, JUST_ENOUGH)) {
            String text = Files.readString(specification);
            Files.writeString(
                    specification,
                    text.replace("price: {type: numeric}", "price: {type: numeric}\n      tax: {type: numeric}"));

            HttpResponse<String> answer = exporter.reload();

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("--maximum-columns: the specifications ask for 14 columns");
            MetricsText page = exporter.page();
            assertThat(page.value("watchbill_config_last_reload_successful")).isZero();
            assertThat(page.value("watchbill_limit_used", "limit", "models")).isEqualTo(4);
            assertThat(page.value("watchbill_limit_used", "limit", "columns")).isEqualTo(13);
            assertThat(page.value("watchbill_limit_max", "limit", "columns")).isEqualTo(13);
            assertThat(page.value("watchbill_limit_used", "limit", "categories"))
                    .isEqualTo(2);
        }
    }

    @Test
    void theUseOnThePageFollowsAReload() throws Exception {
        try (RunningExporter exporter = RunningExporter.bounded(
                specification, folder.resolve("data"), ModelLimits.DEFAULT, WatchedBounds.DEFAULT)) {
            String text = Files.readString(specification);
            Files.writeString(
                    specification,
                    text.substring(0, text.indexOf("  topic:")) + text.substring(text.indexOf("business:")));

            assertThat(exporter.reload().statusCode()).isEqualTo(200);

            MetricsText page = exporter.page();
            assertThat(page.value("watchbill_limit_used", "limit", "models")).isEqualTo(3);
            assertThat(page.value("watchbill_limit_used", "limit", "columns")).isEqualTo(10);
        }
    }
}
