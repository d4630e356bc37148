package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.spec.DriftScore;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriftScorerGoldenTest {
    private static final DriftSettings EVERYTHING = new DriftSettings(
            1,
            Set.of(DriftScore.values()),
            Set.of(DriftScore.values()),
            DriftSettings.DEFAULT.warning(),
            DriftSettings.DEFAULT.critical());

    static Stream<JsonNode> categorical() {
        return Golden.cases("categorical.json");
    }

    static Stream<JsonNode> numeric() {
        return Golden.cases("numeric.json");
    }

    static Stream<JsonNode> others() {
        return Golden.cases("others.json");
    }

    @ParameterizedTest
    @MethodSource("categorical")
    void chiSquarePsiVAndDistanceOfCategoriesAgreeWithSciPy(JsonNode golden) {
        CategoricalReference reference = Columns.categorical(Golden.counts(golden.get("reference")));
        WindowCounts window = Columns.window(reference, Golden.counts(golden.get("window")));

        DriftScores scores = DriftScorer.score(reference, window, Duration.ofHours(1), EVERYTHING);

        assertThat(scores.chiSquare().degreesOfFreedom())
                .isEqualTo(golden.get("bins").intValue() - 1);
        Golden.assertStatistic(
                scores.chiSquare().statistic(), golden.get("chiSquare").doubleValue());
        Golden.assertLnP(
                scores.chiSquare().lnPValue(), golden.get("lnChiSquareP").doubleValue());
        Golden.assertStatistic(scores.psi().value(), golden.get("psi").doubleValue());
        Golden.assertLnP(scores.psi().lnPValue(), golden.get("lnPsiP").doubleValue());
        Golden.assertStatistic(scores.chiSquare().v(), golden.get("v").doubleValue());
        Golden.assertStatistic(scores.jensenShannon().value(), golden.get("js").doubleValue());
        Golden.assertLnP(scores.unseen().lnPValue(), golden.get("lnUnseenP").doubleValue());
    }

    @ParameterizedTest
    @MethodSource("numeric")
    void kolmogorovSmirnovAndWassersteinAgreeWithSciPy(JsonNode golden) {
        NumericReferenceBuilder builder =
                new NumericReferenceBuilder("x", ColumnKind.FEATURE, total(golden.get("reference")));
        golden.get("reference")
                .forEach(pair ->
                        builder.add(pair.get(0).doubleValue(), pair.get(1).longValue()));
        NumericReference reference = builder.build(0, 0);
        long[] slots = new long[reference.slots()];
        golden.get("window")
                .forEach(pair -> slots[reference.binOf(pair.get(0).doubleValue())] +=
                        pair.get(1).longValue());

        DriftScores scores =
                DriftScorer.score(reference, WindowCounts.ofOnePane(reference, slots), Duration.ofHours(1), EVERYTHING);

        Golden.assertStatistic(scores.ks().statistic(), golden.get("ks").doubleValue());
        Golden.assertLnP(scores.ks().lnPValue(), golden.get("lnKsP").doubleValue());
        Golden.assertStatistic(
                scores.wasserstein().value(), golden.get("wasserstein").doubleValue());
    }

    private static long total(JsonNode pairs) {
        long total = 0;
        for (JsonNode pair : pairs) {
            total += pair.get(1).longValue();
        }
        return total;
    }

    @ParameterizedTest
    @MethodSource("others")
    void adjustmentFisherAndOverdispersionAgreeWithSciPy(JsonNode golden) {
        switch (golden.get("function").textValue()) {
            case "benjamini-hochberg" -> {
                double[] adjusted = BenjaminiHochberg.adjust(doubles(golden.get("lnP")));
                double[] expected = doubles(golden.get("lnAdjusted"));
                assertThat(adjusted).hasSameSizeAs(expected);
                for (int i = 0; i < adjusted.length; i++) {
                    Golden.assertLnP(adjusted[i], expected[i]);
                }
            }
            case "fisher" ->
                Golden.assertLnP(
                        RateTests.lnFisher(
                                golden.get("x").longValue(), golden.get("n").longValue(),
                                golden.get("y").longValue(), golden.get("m").longValue()),
                        golden.get("ln").doubleValue());
            default ->
                Golden.assertStatistic(
                        overdispersion(golden.get("panes")), golden.get("phi").doubleValue());
        }
    }

    private static double overdispersion(JsonNode panes) {
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder("c", ColumnKind.FEATURE, 100);
        for (int kind = 0; kind < panes.get(0).size(); kind++) {
            builder.add("c" + kind, 100_000 - kind);
        }
        CategoricalReference reference = builder.build(0, 0);
        ColumnWindow window = new ColumnWindow(reference, panes.size());
        for (int pane = 0; pane < panes.size(); pane++) {
            for (int kind = 0; kind < panes.get(pane).size(); kind++) {
                window.add(pane, kind, panes.get(pane).get(kind).longValue());
            }
        }
        return DriftScorer.score(reference, window.snapshot(), Duration.ofHours(1), EVERYTHING)
                .overdispersion();
    }

    private static double[] doubles(JsonNode list) {
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).doubleValue();
        }
        return values;
    }
}
