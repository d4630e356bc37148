package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileJsonTest {
    private static final ReferenceProfile PROFILE = new ReferenceProfile(
            "flight_delay",
            "2001-01",
            1234,
            Instant.parse("2001-01-01T00:00:00Z"),
            Instant.parse("2001-01-31T23:59:00Z"),
            "flights.parquet, held-out half of January",
            List.of(
                    Columns.numeric("distance", Columns.awkward(3, 2_000))
                            .withSeasons(List.of(new Season(Duration.ofHours(24), 11.5, 3.25, 812.5, 1.5, 14))),
                    Columns.categorical(Map.of("ATL", 40, "JFK", 2, "a \"quoted\" – name", 1))),
            new PerformanceBaseline(
                    List.of("delayed", "on_time"),
                    List.of(List.of(10L, 4L), List.of(3L, 100L)),
                    Map.of(
                            "accuracy",
                            new MetricBaseline(
                                    0.94,
                                    117,
                                    0.0564,
                                    List.of(new MetricBaseline.ChunkVariance(Duration.ofDays(1), 0.001, 15)))),
                    Map.of("on_time", new IsotonicCalibration(103, new double[] {0.5, 0.75}, new double[] {0.1, 1})),
                    List.of(0.125, 0.25)),
            new MetricBaseline(0.8, 117, 0.02, List.of()));

    @Test
    void whatIsWrittenReadsBackEqualAndWritesTheSameBytes() {
        String json = ProfileJson.write(PROFILE);
        ReferenceProfile read = ProfileJson.read(json.getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(PROFILE);
        assertThat(ProfileJson.write(read)).isEqualTo(json);
        assertThat(json).contains("\"contentHash\" : \"" + PROFILE.contentHash() + "\"");
    }

    @Test
    void aProfileWithoutCalibrationsAndScoreEdgesReadsAndWritesAsBeforeThereWereAny() {
        PerformanceBaseline performance = PROFILE.performance();
        ReferenceProfile without = new ReferenceProfile(
                "m",
                null,
                117,
                null,
                null,
                "",
                List.of(),
                new PerformanceBaseline(performance.classes(), performance.confusion(), performance.metrics()),
                null);

        String json = ProfileJson.write(without);

        assertThat(json).doesNotContain("calibration").doesNotContain("scoreEdges");
        assertThat(ProfileJson.read(json)).isEqualTo(without);
    }

    @Test
    void aCalibrationThatFallsIsNamedWithItsPlace() {
        String broken = ProfileJson.write(PROFILE)
                .replace("\"probabilities\" : [ 0.1, 1.0 ]", "\"probabilities\" : [ 1, 0.1 ]");

        assertThatThrownBy(() -> ProfileJson.read(broken))
                .hasMessage(
                        "profile at /performance/calibrations/on_time: a calibration needs probabilities that never"
                                + " fall, within 0 to 1; probability 1 is 0.1; make the profile again with `watchbill profile`");
    }

    @Test
    void aCalibrationOfAClassThatIsNoneIsRefused() {
        String broken = ProfileJson.write(PROFILE).replace("\"on_time\" : {", "\"late\" : {");

        assertThatThrownBy(() -> ProfileJson.read(broken))
                .hasMessageContaining("a calibration needs one of the classes, not 'late'");
    }

    @Test
    void aProfileThatWasChangedByHandIsRefused() {
        String changed = ProfileJson.write(PROFILE).replace("\"rows\" : 1234", "\"rows\" : 1235");

        assertThatThrownBy(() -> ProfileJson.read(changed))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessage("profile at /contentHash: the content does not match its hash, so the file was changed or"
                        + " damaged; make the profile again with `watchbill profile`");
    }

    @Test
    void aMissingFieldIsNamedWithItsPlace() {
        String broken = ProfileJson.write(PROFILE).replace("\"standardDeviation\"", "\"deviation\"");

        assertThatThrownBy(() -> ProfileJson.read(broken))
                .hasMessage("profile at /columns/0: the field 'standardDeviation' is missing; make the profile again"
                        + " with `watchbill profile`");
    }

    @Test
    void aWrongValueIsNamedWithItsPlace() {
        String broken = ProfileJson.write(PROFILE).replace("\"missing\" : 0", "\"missing\" : \"none\"");

        assertThatThrownBy(() -> ProfileJson.read(broken))
                .hasMessage("profile at /columns/0/missing: expected a whole number, found the text \"none\"");
    }

    @Test
    void anotherFormatVersionIsRefused() {
        String newer = ProfileJson.write(PROFILE).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2");

        assertThatThrownBy(() -> ProfileJson.read(newer))
                .hasMessage("profile at /formatVersion: this program reads version 1, not 2; make the profile again"
                        + " with `watchbill profile` of this program");
    }

    @Test
    void aFileThatIsNoProfileIsRefused() {
        assertThatThrownBy(() -> ProfileJson.read("{\"format\": \"x\"}"))
                .hasMessage("profile at /format: expected \"watchbill-reference-profile\"; is this file a reference"
                        + " profile?");
        assertThatThrownBy(() -> ProfileJson.read("[1]")).hasMessage("profile: expected an object, found a list");
        assertThatThrownBy(() -> ProfileJson.read("{\n  \"format\": oops"))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessageStartingWith("profile at line 2, column 1");
        assertThatThrownBy(() -> ProfileJson.read("")).isInstanceOf(ProfileFormatException.class);
    }

    @Test
    void theMissingEndOfAFileIsAnError() {
        String json = ProfileJson.write(PROFILE);

        assertThatThrownBy(() -> ProfileJson.read(json.substring(0, json.length() / 2)))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessageContaining("not JSON");
    }
}
