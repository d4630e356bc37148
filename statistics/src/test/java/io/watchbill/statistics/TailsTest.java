package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TailsTest {

    static Stream<JsonNode> golden() {
        return Golden.cases("tails.json");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyTailAgreesWithSciPyAndFarOutWithMpmath(JsonNode golden) {
        double x = golden.get("x").doubleValue();
        double degrees = golden.get("degrees").doubleValue();
        double actual = switch (golden.get("function").textValue()) {
            case "normal" -> Tails.lnNormal(x);
            case "chi-square" -> Tails.lnChiSquare(x, degrees);
            case "student" -> Tails.lnStudent(x, degrees);
            default -> Tails.lnKolmogorov(x);
        };

        Golden.assertLnP(actual, golden.get("ln").doubleValue());
    }

    @Test
    void noStatisticGivesProbabilityOne() {
        assertThat(Tails.lnChiSquare(0, 3)).isZero();
        assertThat(Tails.lnKolmogorov(0)).isZero();
        assertThat(Tails.lnKolmogorov(1e-9)).isZero();
    }

    @Test
    void aPValueOnThePageIsNeverZero() {
        assertThat(DriftScores.pValue(-1e6)).isEqualTo(4.9e-324);
        assertThat(DriftScores.pValue(0)).isEqualTo(1);
    }
}
