package io.watchbill.profiler;

import static io.watchbill.profiler.Samples.categorical;
import static io.watchbill.profiler.Samples.numeric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.spec.Model;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.PerformanceScore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against SciPy and scikit-learn, which compute the same from the same rows: {@code src/test/goldens/evaluation.py}. */
class EvaluatorGoldenTest {
    private static final Path GOLDENS = Path.of("src/test/goldens");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Evaluation evaluation;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static JsonNode golden;

    @BeforeAll
    static void evaluate() throws Exception {
        golden = new ObjectMapper().readTree(GOLDENS.resolve("evaluation.json").toFile());
        Model model = Samples.binary(numeric("amount"), categorical("colour"));
        evaluation = Evaluator.evaluate(
                model,
                Samples.profile(model, GOLDENS.resolve("reference.csv")).profile(),
                List.of(GOLDENS.resolve("production.csv")),
                Optional.of(GOLDENS.resolve("truth.csv")),
                Progress.NONE);
    }

    @Test
    void theLargestDistanceOfTheDistributionsIsSciPysWithinItsBound() {
        DriftScores amount = column("amount");
        DriftScores.Ks ks = Objects.requireNonNull(amount.ks());

        assertThat(amount.samples()).isEqualTo(golden.at("/amount/samples").asLong());
        assertThat(golden.at("/amount/ks").asDouble())
                .isBetween(ks.statistic() - 1e-12, ks.statistic() + ks.errorBound() + 1e-12);
        assertThat(ks.errorBound()).isLessThan(0.005);
    }

    @Test
    void chiSquarePsiAndTheirEffectsAreSciPysWithDependenceBetweenRowsOfADay() {
        DriftScores colour = column("colour");
        DriftScores.ChiSquare chiSquare = Objects.requireNonNull(colour.chiSquare());
        DriftScores.Psi psi = Objects.requireNonNull(colour.psi());

        assertThat(colour.samples()).isEqualTo(golden.at("/colour/samples").asLong());
        near(colour.overdispersion(), "/colour/overdispersion");
        near(chiSquare.statistic(), "/colour/chiSquare");
        assertThat(chiSquare.degreesOfFreedom())
                .isEqualTo(golden.at("/colour/degrees").asInt());
        near(Math.exp(chiSquare.lnPValue()), "/colour/pValue");
        near(chiSquare.v(), "/colour/v");
        near(psi.value(), "/colour/psi");
        near(psi.noiseFloor(), "/colour/psiNoiseFloor");
    }

    @Test
    void missingValuesAreCountedApart() {
        assertThat(evaluation.columns().stream()
                        .filter(column -> column.name().equals("colour"))
                        .findFirst()
                        .orElseThrow()
                        .counts()
                        .missing())
                .isEqualTo(golden.at("/colour/missing").asLong());
    }

    @Test
    void performanceIsScikitLearnsOnTheRowsWithALabel() {
        PerformanceEvaluation performance = Objects.requireNonNull(evaluation.performance());

        golden.get("performance").properties().forEach(metric -> {
            PerformanceScore score =
                    performance.metric(metric.getKey()).orElseThrow().score();
            assertThat(score.value())
                    .as(metric.getKey())
                    .isCloseTo(metric.getValue().asDouble(), within(1e-9));
        });
        golden.get("baseline")
                .properties()
                .forEach(metric -> assertThat(Objects.requireNonNull(performance
                                .metric(metric.getKey())
                                .orElseThrow()
                                .score()
                                .baseline()))
                        .as(metric.getKey())
                        .isCloseTo(metric.getValue().asDouble(), within(1e-9)));
    }

    @Test
    void accuracyOverTimeIsScikitLearnsDayByDay() {
        List<PerformanceEvaluation.Chunk> days =
                Objects.requireNonNull(evaluation.performance()).overTime();

        assertThat(days).hasSize(golden.get("accuracyByDay").size());
        for (int day = 0; day < days.size(); day++) {
            near(days.get(day).metric("accuracy").orElseThrow().score().value(), "/accuracyByDay/" + day);
        }
    }

    @Test
    void labelsAreJoinedByIdAndWhatFindsNoPartnerIsCounted() {
        LabelJoin labels = Objects.requireNonNull(evaluation.labels());

        assertThat(labels.joined()).isEqualTo(golden.at("/labels/joined").asLong());
        assertThat(labels.unlabelled())
                .isEqualTo(golden.at("/labels/unlabelled").asLong());
        assertThat(labels.orphans()).isEqualTo(golden.at("/labels/orphans").asLong());
        assertThat(labels.duplicates())
                .isEqualTo(golden.at("/labels/duplicates").asLong());
    }

    private static DriftScores column(String name) {
        return evaluation.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .scores();
    }

    private static void near(double actual, String golden) {
        double expected = EvaluatorGoldenTest.golden.at(golden).asDouble();
        assertThat(actual).as(golden).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }
}
