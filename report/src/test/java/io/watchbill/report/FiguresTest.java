package io.watchbill.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void pValuesReadAsSuchHoweverSmall() {
        assertThat(Figures.pValue(Math.log(0.5))).isEqualTo("0.500");
        assertThat(Figures.pValue(Math.log(0.0123))).isEqualTo("0.012");
        assertThat(Figures.pValue(Math.log(2e-7))).isEqualTo("2e-7");
        assertThat(Figures.pValue(-2000.0)).isEqualTo("<1e-300");
        assertThat(Figures.pValue(null)).isEqualTo("–");
    }

    @Test
    void effectsHaveFourDigitsThatSaySomething() {
        assertThat(Figures.value(0)).isEqualTo("0.0000");
        assertThat(Figures.value(0.25)).isEqualTo("0.2500");
        assertThat(Figures.value(0.0000618)).isEqualTo("6.2e-5");
        assertThat(Figures.value(1.3846)).isEqualTo("1.385");
        assertThat(Figures.value(20418.7)).isEqualTo("20,419");
        assertThat(Figures.value(-0.0469)).isEqualTo("-0.0469");
        assertThat(Figures.value(1.7e9)).isEqualTo("1.7e9");
    }

    @Test
    void whatIsOnlyRoundingIsNoDifference() {
        assertThat(Figures.difference(-8.3e-17)).isEqualTo("0.0000");
        assertThat(Figures.difference(0.0269)).isEqualTo("0.0269");
    }

    @Test
    void aSmallShareNeverReadsAsNothing() {
        assertThat(Figures.percent(0)).isEqualTo("0.0%");
        assertThat(Figures.percent(0.0001)).isEqualTo("<0.1%");
        assertThat(Figures.percent(0.256)).isEqualTo("25.6%");
    }

    @Test
    void namesCannotSteerATerminal() {
        assertThat(Figures.cut("a\u001b[2Jb\nc\u202ed", 20)).isEqualTo("a\uFFFD[2Jb\uFFFDc\uFFFDd");
        assertThat(Figures.cut("a rather long name", 10)).isEqualTo("a rather …");
    }

    @Test
    void thresholdsReadAsTheyAreWritten() {
        assertThat(Figures.threshold(0.25)).isEqualTo("0.25");
        assertThat(Figures.threshold(0.1)).isEqualTo("0.1");
        assertThat(Figures.threshold(0.74647684)).isEqualTo("0.7465");
    }
}
