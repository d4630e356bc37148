package io.watchbill.profiler;

import static io.watchbill.profiler.Samples.categorical;
import static io.watchbill.profiler.Samples.numeric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.spec.Columns;
import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.NoVerdictReason;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    private static final String DAY = "86400000";

    @TempDir
    private Path folder;

    private Path rows(String name, String select) throws SQLException {
        return Samples.write(folder.resolve(name), select);
    }

    private ReferenceProfile profile(Model model, String select) throws Exception {
        return Samples.profile(model, rows("reference.parquet", select)).profile();
    }

    private static Evaluation evaluate(Model model, ReferenceProfile profile, Path... files) throws ProfilingException {
        return Evaluator.evaluate(model, profile, List.of(files), Optional.empty(), Progress.NONE);
    }

    private static ColumnEvaluation column(Evaluation evaluation, String name) {
        return evaluation.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatDriftedMostComesFirstAndWhatHasNoVerdictLast() throws Exception {
        Model model = Samples.binary(numeric("same"), numeric("moved"), numeric("gone"), categorical("little"));
        ReferenceProfile profile = profile(
                model,
                "SELECT i % 100 AS same, i % 100 AS moved, i % 100 AS gone, chr(97 + (i % 4)::INT) AS little,"
                        + " i * 10000 AS time FROM range(6000) t(i)");

        Evaluation evaluation = evaluate(
                model,
                profile,
                rows(
                        "new.parquet",
                        "SELECT i % 100 AS same, i % 100 + 40 AS moved, NULL::INT AS gone,"
                                + " CASE WHEN i % 9 = 0 THEN 'a' ELSE chr(97 + (i % 4)::INT) END AS little,"
                                + " 900000000000 + i * 10000 AS time FROM range(6000) t(i)"));

        assertThat(evaluation.columns())
                .extracting(ColumnEvaluation::name)
                .containsExactly("moved", "little", "same", "gone");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(column(evaluation, "moved").reason())
                .matches("PSI .* over 0\\.25, D 0\\.4 over 0\\.2; p under 0\\.001");
        assertThat(column(evaluation, "same").reason()).isEqualTo("under every threshold");
        assertThat(column(evaluation, "gone").scores().noVerdictReason()).isEqualTo(NoVerdictReason.INSUFFICIENT_DATA);
        assertThat(column(evaluation, "gone").reason()).isEqualTo("0 values, fewer than the minimum of 500");
        assertThat(column(evaluation, "gone").counts().missing()).isEqualTo(6000);
    }

    @Test
    void dependentRowsAreSeenByTheirTimeAndWithoutATimeItIsSaidThatTheyAreNot() throws Exception {
        Model model = Samples.binary(numeric("size"));
        ReferenceProfile profile = profile(model, "SELECT (i * 7919) % 1000 AS size FROM range(20000) t(i)");
        // Each day of twelve has sizes of its own: their mean wanders, as sessions and campaigns make it.
        String sizes = "((i * 7919) % 1000) * (0.7 + 0.05 * (i // 1000)) AS size";
        Path timed =
                rows("timed.parquet", "SELECT " + sizes + ", i * " + DAY + " // 1000 AS time FROM range(12000) t(i)");
        Path untimed = rows("untimed.parquet", "SELECT " + sizes + " FROM range(12000) t(i)");

        ColumnEvaluation seen = column(evaluate(model, profile, timed), "size");
        Evaluation unseen = evaluate(model, profile, untimed);

        assertThat(seen.scores().overdispersion()).isGreaterThan(3);
        assertThat(column(unseen, "size").scores().overdispersion()).isOne();
        assertThat(column(unseen, "size").scores().psi().value())
                .isEqualTo(seen.scores().psi().value());
        assertThat(column(unseen, "size").overTime()).isEmpty();
        assertThat(unseen.time()).isNull();
        assertThat(unseen.notes())
                .anyMatch(note -> note.startsWith("there is no time column 'time', so that dependence between rows"));
    }

    @Test
    void theSameRowsGiveTheSameNumbersFromEveryFormatAndInSeveralFiles() throws Exception {
        Model model = Samples.binary(numeric("size"), categorical("kind"));
        String select = "SELECT (i * 7919) % 1000 / 8.0 AS size, chr(97 + (i % 5)::INT) AS kind,"
                + " CASE WHEN i % 3 = 0 THEN 'yes' ELSE 'no' END AS prediction,"
                + " CASE WHEN i % 4 = 0 THEN 'yes' ELSE 'no' END AS label, i * 100000 AS time FROM range(4000) t(i)";
        ReferenceProfile profile = profile(model, select);
        String part = " WHERE i % 7 < 5";

        Evaluation parquet = evaluate(model, profile, rows("rows.parquet", select + part));
        Evaluation csv = evaluate(model, profile, rows("rows.csv", select + part));
        Evaluation json = evaluate(
                model,
                profile,
                rows("one.ndjson", select + part + " AND i < 1000"),
                rows("two.ndjson", select + part + " AND i >= 1000"));

        assertThat(parquet.columns()).extracting(ColumnEvaluation::name).contains("size", "kind", "prediction");
        assertThat(csv.columns()).isEqualTo(parquet.columns());
        assertThat(json.columns()).isEqualTo(parquet.columns());
        assertThat(csv.performance()).isEqualTo(parquet.performance());
        assertThat(json.performance()).isEqualTo(parquet.performance());
    }

    @Test
    void theHoldoutIsInNeitherDriftNorPerformance() throws Exception {
        Model model = Models.withHoldout(Samples.binary(numeric("size")), "control");
        ReferenceProfile profile =
                profile(model, "SELECT i % 100 AS size, 'yes' AS prediction, 'yes' AS label FROM range(6000) t(i)");

        Evaluation evaluation = evaluate(
                model,
                profile,
                rows(
                        "rows.csv",
                        "SELECT CASE WHEN i % 10 = 0 THEN 10000 ELSE i % 100 END AS size, 'yes' AS prediction,"
                                + " CASE WHEN i % 10 = 0 THEN 'no' ELSE 'yes' END AS label,"
                                + " CASE WHEN i % 10 = 0 THEN 'control' ELSE 'live' END AS arm FROM range(1000) t(i)"));

        assertThat(evaluation.rows()).isEqualTo(900);
        assertThat(evaluation.holdout()).isEqualTo(100);
        assertThat(column(evaluation, "size").scores().samples()).isEqualTo(900);
        assertThat(Objects.requireNonNull(evaluation.performance())
                        .metric("accuracy")
                        .orElseThrow()
                        .score()
                        .value())
                .isOne();
        assertThat(evaluation.notes())
                .contains("100 rows of the holdout arm are in neither drift nor performance, as in production");
    }

    @Test
    void aRegressionIsHeldAgainstTheShareByWhichItsErrorMayRise() throws Exception {
        Model model = Samples.regression();
        ReferenceProfile profile = profile(model, errors(1.5, 2));

        Evaluation worse = evaluate(model, profile, rows("worse.csv", errors(2.5, 2)));
        Evaluation equal = evaluate(model, profile, rows("equal.csv", errors(1.5, 5)));

        PerformanceEvaluation.Metric error =
                Objects.requireNonNull(worse.performance()).metric("mae").orElseThrow();
        assertThat(error.score().value()).isCloseTo(3, within(1e-12));
        assertThat(error.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(Objects.requireNonNull(error.limits()).critical()).isCloseTo(0.5, within(1e-12));
        assertThat(error.reason()).isEqualTo("worse by 1, over 0.5; p under 0.001");
        assertThat(worse.verdict()).isEqualTo(Verdict.CRITICAL);
        assertThat(Objects.requireNonNull(equal.performance())
                        .metric("mae")
                        .orElseThrow()
                        .verdict())
                .isEqualTo(Verdict.NONE);
    }

    @Test
    void aModelThatIsLessSureOfItselfIsAWarning() throws Exception {
        Model model = Samples.binary();
        String sure = "SELECT i * 100000 AS time, 'yes' AS prediction, 'yes' AS label, (i % 20) / 100.0 + ";
        ReferenceProfile profile = profile(model, sure + "0.8 AS score FROM range(5000) t(i)");

        Evaluation evaluation = evaluate(model, profile, rows("less.csv", sure + "0.7 AS score FROM range(5000) t(i)"));

        PerformanceEvaluation.Metric confidence = Objects.requireNonNull(evaluation.performance())
                .metric("confidence")
                .orElseThrow();
        assertThat(Objects.requireNonNull(confidence.score().drop())).isCloseTo(0.1, within(1e-9));
        assertThat(confidence.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(confidence.reason()).isEqualTo("worse by 0.1, over 0.03; p under 0.01");
    }

    /** Predictions that are off by {@code least} to one more, half above it on average, too high every so often. */
    private static String errors(double least, int often) {
        return "SELECT i * 100000 AS time, i % 50 AS label, i % 50 + (" + least + " + (i % 3) / 2.0) * CASE WHEN i % "
                + often + " = 0 THEN 1 ELSE -1 END AS prediction FROM range(5001) t(i)";
    }

    @Test
    void observationsAreReadAsTheExporterTakesThem() throws Exception {
        Model model = Samples.model(
                Task.BINARY_CLASSIFICATION,
                Optional.of("yes"),
                new Columns("key", "moment", "version", "answer", "chance", "certainty", "outcome", "arm"),
                numeric("size"));
        ReferenceProfile profile = profile(
                model,
                "SELECT i % 100 AS size, CASE WHEN i % 2 = 0 THEN 'yes' ELSE 'no' END AS answer, 'yes' AS outcome"
                        + " FROM range(6000) t(i)");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            String about = "\"model\":\"model\",\"id\":\"" + i + "\",\"time\":" + i * 1_000L;
            lines.append("{\"kind\":\"prediction\",")
                    .append(about)
                    .append(",\"features\":{\"size\":")
                    .append(i % 100)
                    .append(
                            i % 10 == 0
                                    ? "},\"outcome\":\"error\"}\n"
                                    : "},\"prediction\":\"yes\",\"outcome\":\"ok\"}\n");
            if (i % 10 != 0) {
                lines.append("{\"kind\":\"label\",").append(about).append(",\"label\":\"yes\"}\n");
            }
        }
        lines.append("{\"kind\":\"prediction\",\"model\":\"another\",\"id\":\"z\",\"features\":{\"size\":9}}\n");
        Path file = Files.writeString(folder.resolve("observations.ndjson"), lines);

        Evaluation evaluation = Evaluator.evaluate(model, profile, List.of(file), Optional.of(file), Progress.NONE);

        assertThat(evaluation.rows()).isEqualTo(1000);
        assertThat(column(evaluation, "size").scores().samples()).isEqualTo(1000);
        ColumnEvaluation prediction = column(evaluation, "prediction");
        assertThat(prediction.scores().samples()).isEqualTo(900);
        assertThat(prediction.counts().missing()).isZero();
        assertThat(evaluation.labels()).isEqualTo(new LabelJoin("observations.ndjson", 900, 100, 0, 0));
        assertThat(Objects.requireNonNull(evaluation.performance()).labelled()).isEqualTo(900);
    }

    @Test
    void rowsWithoutAUsableTimeAreLeftOutAndSaid() throws Exception {
        Model model = Samples.binary(numeric("size"));
        ReferenceProfile profile = profile(model, "SELECT i % 100 AS size FROM range(6000) t(i)");

        Evaluation evaluation = evaluate(
                model,
                profile,
                rows(
                        "rows.csv",
                        "SELECT i % 100 AS size, CASE WHEN i % 4 = 0 THEN 'soon' ELSE (i * 1000)::VARCHAR END AS time"
                                + " FROM range(1000) t(i)"));

        assertThat(evaluation.rows()).isEqualTo(750);
        assertThat(evaluation.untimed()).isEqualTo(250);
        assertThat(evaluation.notes())
                .contains(
                        "250 rows without a usable time in 'time' (RFC 3339 or milliseconds since 1970) were left out");
    }

    @Test
    void theProfileOfAnotherModelIsRefused() throws Exception {
        ReferenceProfile profile = profile(Samples.binary(numeric("size")), "SELECT 1 AS size");
        Model other = Models.named("other", Samples.binary(numeric("size")));

        assertThatThrownBy(() -> evaluate(other, profile, folder.resolve("reference.parquet")))
                .isInstanceOf(ProfilingException.class)
                .hasMessage("the profile is of the model 'model', not of 'other': give the profile of this model, or"
                        + " name the other with --model");
    }

    @Test
    void aColumnOfAnotherTypeThanTheProfilesIsRefused() throws Exception {
        ReferenceProfile profile = profile(Samples.binary(numeric("size")), "SELECT 1 AS size");
        Model model = Samples.binary(categorical("size"));

        assertThatThrownBy(() -> evaluate(model, profile, folder.resolve("reference.parquet")))
                .hasMessage("the feature 'size' is categorical in the specification and numeric in the profile: make"
                        + " the profile again with `watchbill profile`");
    }

    @Test
    void aColumnThatTheProfileDoesNotKnowIsSaidAndTheOthersAreJudged() throws Exception {
        ReferenceProfile profile = profile(Samples.binary(numeric("size")), "SELECT i AS size FROM range(100) t(i)");

        Evaluation evaluation = evaluate(
                Samples.binary(numeric("size"), numeric("weight")),
                profile,
                rows("rows.csv", "SELECT 1 AS size, 2 AS weight"));

        assertThat(evaluation.columns()).extracting(ColumnEvaluation::name).containsExactly("size");
        assertThat(evaluation.notes())
                .contains("the profile does not know the feature 'weight', so that its drift cannot be judged: make the"
                        + " profile again with `watchbill profile`");
        assertThat(evaluation.undecided()).isTrue();
    }

    @Test
    void labelsWithoutAnIdToJoinThemByAreRefusedWithWhatToName() throws Exception {
        Model model = Samples.binary(numeric("size"));
        ReferenceProfile profile = profile(model, "SELECT 1 AS size, 'yes' AS prediction");
        Path data = rows("rows.csv", "SELECT 1 AS size, 'yes' AS prediction");
        Path truth = rows("truth.csv", "SELECT 'a' AS idd, 'yes' AS truth");

        assertThatThrownBy(() -> Evaluator.evaluate(model, profile, List.of(data), Optional.of(truth), Progress.NONE))
                .isInstanceOfSatisfying(
                        ProfilingException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        truth
                                                + ": there is no column 'id' for the id; did you mean 'idd'? Name it in the"
                                                + " specification: models.model.columns: {id: NAME}",
                                        truth
                                                + ": there is no column 'label' for the label; the file has idd, truth. Name it in"
                                                + " the specification: models.model.columns: {label: NAME}",
                                        "the rows have no column 'id', so that labels of " + truth
                                                + " cannot be joined to them; name their id column in the specification:"
                                                + " models.model.columns: {id: NAME}"));
    }

    @Test
    void everyKindOfColumnIsComparedByItsOwnName() throws Exception {
        Model model = Samples.binary(numeric("size"));
        String select = "SELECT i AS size, 'yes' AS prediction, (i % 10) / 10.0 AS score FROM range(600) t(i)";

        Evaluation evaluation = evaluate(model, profile(model, select), rows("rows.csv", select));

        assertThat(evaluation.columns())
                .extracting(column -> column.scores().kind())
                .containsExactlyInAnyOrder(ColumnKind.FEATURE, ColumnKind.PREDICTION, ColumnKind.CONFIDENCE);
        assertThat(evaluation.notes()).anyMatch(note -> note.contains("there is no label column 'label'"));
        // How sure the model was is known without labels.
        PerformanceEvaluation performance = Objects.requireNonNull(evaluation.performance());
        assertThat(performance.labelled()).isZero();
        assertThat(performance.metrics())
                .extracting(metric -> metric.score().metric())
                .containsExactly("confidence");
    }

    @Test
    void aBrokenFileIsNamed() throws Exception {
        Model model = Samples.binary(numeric("size"));
        ReferenceProfile profile = profile(model, "SELECT 1 AS size");
        Path broken = broken();

        assertThatThrownBy(() -> evaluate(model, profile, broken))
                .hasMessageStartingWith(broken + ": could not be read as PARQUET: ");
    }

    private Path broken() throws IOException {
        return Files.writeString(folder.resolve("broken.parquet"), "PAR1 and nothing else");
    }
}
