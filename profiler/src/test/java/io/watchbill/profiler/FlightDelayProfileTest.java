package io.watchbill.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Model;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example's own profile, from its own specification and data. */
class FlightDelayProfileTest {
    private static final Path EXAMPLE = Path.of("../examples/flight-delay");

    @Test
    void theCommittedProfileIsTheOneThatTheDataGive() throws Exception {
        String committed = Files.readString(EXAMPLE.resolve("flight-delay.profile.json"));

        ProfileResult result =
                Profiler.profile(model(), Optional.empty(), List.of(EXAMPLE.resolve("january.parquet")), Progress.NONE);

        assertThat(result.warnings()).isEmpty();
        assertThat(ProfileJson.write(result.profile()))
                .as("make it again: ./watchbill profile examples/flight-delay/ops.yaml"
                        + " --data examples/flight-delay/january.parquet"
                        + " -o examples/flight-delay/flight-delay.profile.json")
                .isEqualTo(committed);
    }

    @Test
    void theProfileHoldsWhatTheReadmeSaysOfJanuary() throws Exception {
        ReferenceProfile profile = ProfileJson.read(Files.readAllBytes(EXAMPLE.resolve("flight-delay.profile.json")));

        assertThat(profile.rows()).isEqualTo(84_708);
        assertThat(profile.modelVersion()).isEqualTo("2001-01");
        assertThat(profile.performance()).isNotNull().satisfies(performance -> {
            assertThat(performance.metrics().get("accuracy").value()).isEqualTo(67_468.0 / 84_708);
            assertThat(performance.classes()).containsExactly("delayed", "on_time");
            assertThat(performance.confusion()).containsExactly(List.of(199L, 113L), List.of(17_127L, 67_269L));
        });
        assertThat(profile.columns()).allSatisfy(column -> {
            assertThat(column.missing() + column.invalid()).isZero();
            assertThat(column.seasons()).hasSize(2);
        });
    }

    private static Model model() {
        ReadResult result = new SpecificationReader(TextFiles.ofFileSystem()).read(EXAMPLE.resolve("ops.yaml"));
        assertThat(result.findings()).isEmpty();
        return result.loaded().orElseThrow().specification().models().get(0);
    }
}
