package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerVersionTest {

    @ParameterizedTest
    @CsvSource({"0.25,0.25", "v0.28.1,0.28.1", "0.28.1+ds,0.28.1+ds", "0.28.1+ds-1,0.28.1+ds", "0.34.0,0.34"})
    void aVersionIsReadAndWrittenAsPeopleDo(String text, String written) {
        assertThat(AlertmanagerVersion.parse(text).orElseThrow().text()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.x", "latest", "0.28.1-ds", "0.28 ", "99999.1"})
    void whatIsNoVersionIsNone(String text) {
        assertThat(AlertmanagerVersion.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.34,0.34.0,true",
        "0.34,0.34.1,false",
        "0.34.1,0.34.1,true",
        "0.9,0.25,false",
        "1.0,0.34.1,true",
        "0.28.1+ds,0.28.1,true"
    })
    void faultsEndWithPatchReleases(String version, String release, boolean reaches) {
        assertThat(AlertmanagerVersion.parse(version).orElseThrow().reaches(release))
                .isEqualTo(reaches);
    }

    @Test
    void versionsThatTheConfigurationIsNotMadeForAreRefused() {
        assertThatThrownBy(() -> Target.DEFAULT.withAlertmanager(new AlertmanagerVersion(0, 24, 9, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Alertmanager is at least 0.25, not 0.24.9");
    }
}
