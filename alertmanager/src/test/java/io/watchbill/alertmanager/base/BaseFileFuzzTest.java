package io.watchbill.alertmanager.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.plan.AlertmanagerVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Any text is a configuration, which is written so that it reads as the same, or it is refused at a place. */
class BaseFileFuzzTest {

    private static final AlertmanagerFile NOTHING = new AlertmanagerFile(
            new Route("nobody", List.of(), List.of(), null, null, null, List.of(), List.of(), false, List.of()),
            List.of(),
            List.of(),
            List.of());

    @FuzzTest
    void aTextReadsBackOrIsRefusedAtItsPlace(byte[] bytes) {
        BaseFile.Reading reading = BaseFile.read("base.yml", new String(bytes, StandardCharsets.UTF_8));

        Optional<BaseFile> base = reading.base();
        if (base.isEmpty()) {
            assertThat(reading.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.place()).matches("base\\.yml:[1-9][0-9]*:[1-9][0-9]*");
                assertThat(problem.message()).isNotBlank().doesNotContain("\n");
            });
            return;
        }
        BaseMerge merge = new BaseMerge(base.get(), NOTHING);
        String written = merge.text(List.of());
        BaseFile again = BaseFile.read("base.yml", written).base().orElseThrow();
        assertThat(new BaseMerge(again, NOTHING).text(List.of())).isEqualTo(written);
        assertThat(merge.problems(AlertmanagerVersion.DEFAULT))
                .allSatisfy(problem -> assertThat(problem.place()).matches("base\\.yml:[1-9][0-9]*:[1-9][0-9]*"));
    }
}
