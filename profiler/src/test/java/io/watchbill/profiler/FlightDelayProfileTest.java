package io.watchbill.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Model;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
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

    /** The flights of one hour have one hour of departure: only a whole day shows whether that column has changed. */
    @Test
    void aWindowShorterThanAColumnsSeasonIsWarnedOf() throws Exception {
        Model hourly = model(Files.readString(EXAMPLE.resolve("ops.yaml"))
                .replace("windows: [24h, 7d]\n      minimumSamples", "windows: [1h, 24h]\n      minimumSamples"));

        ProfileResult result =
                Profiler.profile(hourly, Optional.empty(), List.of(EXAMPLE.resolve("january.parquet")), Progress.NONE);

        assertThat(result.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith(
                                "column 'departure_hour' has a season that is longer than the drift window 1h: in these"
                                        + " rows the windows of 1h differ from the whole by a PSI of "))
                .noneMatch(warning -> warning.contains("window 24h"))
                .noneMatch(warning -> warning.contains("'distance'"));
    }

    private static Model model() throws IOException {
        return model(Files.readString(EXAMPLE.resolve("ops.yaml")));
    }

    private static Model model(String specification) {
        ReadResult result = new SpecificationReader(path -> specification).read(EXAMPLE.resolve("ops.yaml"));
        assertThat(result.findings()).isEmpty();
        return result.loaded().orElseThrow().specification().models().get(0);
    }
}
