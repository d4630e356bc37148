package io.watchbill.profiler;

import static io.watchbill.profiler.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Task;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StarterTest {
    @TempDir
    private Path folder;

    @Test
    void theFlightsAreUnderstood() throws Exception {
        String yaml = Starter.inspect(List.of(Samples.FLIGHTS)).yaml();

        Model model = model(yaml);
        assertThat(model.name()).isEqualTo("january");
        assertThat(model.task()).isEqualTo(Task.BINARY_CLASSIFICATION);
        assertThat(model.positiveClass()).hasValue("delayed");
        assertThat(model.columns().id()).isEqualTo("id");
        assertThat(model.columns().time()).isEqualTo("date");
        assertThat(model.columns().label()).isEqualTo("outcome");
        assertThat(model.features())
                .extracting(Feature::name, Feature::type, Feature::maximumCategories)
                .containsExactly(
                        tuple("distance", FeatureType.NUMERIC, 100),
                        tuple("departure_hour", FeatureType.NUMERIC, 100),
                        tuple("origin", FeatureType.CATEGORICAL, 250));
        assertThat(yaml)
                .contains("begun by `watchbill init` from 84,708 rows of january.parquet.")
                .contains("      distance: {type: numeric}             # 21 to 4,962\n")
                .contains("# left out: fitted (says which rows the model was fitted on;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"churn.parquet", "churn.csv", "churn.ndjson"})
    void theSameIsSeenInEveryFormat(String name) throws Exception {
        Path file = write(folder.resolve(name), """
                SELECT 1000 + i * 7 AS "customerId", TIMESTAMPTZ '2026-01-01 00:00:00+00' + INTERVAL (i) HOUR AS "eventTime",
                    i % 90 AS tenure, (i * 37 % 1000) / 4.0 AS "monthly charge", 'plan ' || i % 4 AS plan,
                    i % 2 = 0 AS paperless, 'EUR' AS currency, 'note ' || i * i AS note, i AS number,
                    (i * 13 % 100) / 100.0 AS churn_probability, CASE WHEN i * 13 % 100 > 60 THEN 1 ELSE 0 END AS target
                FROM range(500) AS numbers(i)""");

        Model model = model(Starter.inspect(List.of(file)).yaml());

        assertThat(model.task()).isEqualTo(Task.BINARY_CLASSIFICATION);
        assertThat(model.positiveClass()).hasValue("1");
        assertThat(model.columns().id()).isEqualTo("customerId");
        assertThat(model.columns().time()).isEqualTo("eventTime");
        assertThat(model.columns().score()).isEqualTo("churn_probability");
        assertThat(model.columns().label()).isEqualTo("target");
        assertThat(model.features())
                .extracting(feature -> feature.name() + " " + feature.type().text())
                .containsExactly(
                        "tenure numeric", "monthly charge numeric", "plan categorical", "paperless categorical");
        // What was written is enough for a profile.
        assertThat(Samples.profile(model, file).profile().columns()).hasSize(5);
    }

    @Test
    void theWholeTextIsThis() throws Exception {
        Path file = write(folder.resolve("demand.csv"), "SELECT i AS target, i % 7 AS weekday FROM range(50) t(i)");

        assertThat(Starter.inspect(List.of(file)).yaml())
                .isEqualTo(Files.readString(Path.of("src/test/goldens/demand.yaml")));
    }

    @Test
    void awkwardNamesAreQuoted() throws Exception {
        List<String> names = List.of(
                "a: b",
                "# hash",
                "\"quoted\"",
                "back\\slash",
                "yes",
                "12",
                "{brace}",
                "ünï cödé",
                "line\nbreak",
                "- dash",
                "trailing ",
                "*",
                "a#b",
                "@at",
                "null",
                "~",
                "tab\there",
                "\u2028",
                "😀");
        StringBuilder select = new StringBuilder("SELECT i AS plain");
        names.forEach(name -> select.append(", i % 9 / 2.0 AS ").append(Sql.name(name)));
        Path file = write(folder.resolve("Ödd näme!! (1).parquet"), select + " FROM range(40) t(i)");

        Model model = model(Starter.inspect(List.of(file)).yaml());

        assertThat(model.features()).extracting(Feature::name).containsExactlyElementsOf(names);
        assertThat(Samples.profile(model, file).profile().columns()).hasSize(names.size());
    }

    @Test
    void aKeptFileOfObservationsGivesItsFeatures() throws Exception {
        Path file = write(folder.resolve("observations.ndjson"), """
                SELECT 'prediction' AS kind, 'm' AS model, 'x' || i AS id, '2026-01-01T00:00:00Z' AS "time",
                    {'amount': i / 3.0, 'city': 'c' || i % 3} AS features, 'a' AS prediction FROM range(30) t(i)""");

        Model model = model(Starter.inspect(List.of(file)).yaml());

        assertThat(model.columns().id()).isEqualTo("id");
        assertThat(model.features()).extracting(Feature::name).containsExactly("amount", "city");
    }

    @ParameterizedTest
    @CsvSource({
        "i * 1.5, label, regression",
        "i, label, regression",
        "i % 4, label, multiclass-classification",
        "(i % 5)::VARCHAR, predicted_class, multiclass-classification",
        "i % 2 = 0, label, binary-classification",
        "i % 3, anything, regression"
    })
    void theTaskFollowsFromLabelOrPrediction(String value, String column, String task) throws Exception {
        Path file = write(folder.resolve("rows.parquet"), "SELECT " + value + " AS " + column + " FROM range(60) t(i)");

        assertThat(model(Starter.inspect(List.of(file)).yaml()).task().text()).isEqualTo(task);
    }

    @Test
    void thePositiveClassIsTheOneWithTheHigherScoreElseTheOneSoNamedElseTheRarer() throws Exception {
        String rows = " FROM range(60) t(i)";
        Path scored = write(
                folder.resolve("scored.parquet"),
                "SELECT CASE WHEN i < 40 THEN 'bad' ELSE 'yes' END AS label, CASE WHEN i < 40 THEN .9 ELSE .2 END AS score"
                        + rows);
        Path named = write(
                folder.resolve("named.parquet"), "SELECT CASE WHEN i < 40 THEN 'Yes' ELSE 'No' END AS label" + rows);
        Path rare = write(
                folder.resolve("rare.parquet"), "SELECT CASE WHEN i < 40 THEN 'ham' ELSE 'spam' END AS label" + rows);

        assertThat(positive(scored)).hasValue("bad");
        assertThat(positive(named)).hasValue("Yes");
        assertThat(positive(rare)).hasValue("spam");
    }

    @Test
    void aColumnWithTheClassesOfThePredictionIsPerhapsTheLabel() throws Exception {
        Path file = write(
                folder.resolve("rows.csv"),
                "SELECT CASE WHEN i % 3 = 0 THEN 'Y' ELSE 'N' END AS predicted, CASE WHEN i % 2 = 0 THEN 'Y' ELSE 'N' END"
                        + " AS \"Left us\", i % 2 AS other FROM range(60) t(i)");

        String yaml = Starter.inspect(List.of(file)).yaml();

        assertThat(model(yaml).columns().label()).isEqualTo("Left us");
        assertThat(model(yaml).features()).extracting(Feature::name).containsExactly("other");
        assertThat(yaml).contains("# perhaps: it holds the classes of 'predicted'");
    }

    @Test
    void whatIsMissingInCsvIsNoOddNumber() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.csv"), "amount,kind\n1.5,NA\nNA,a\n2.5,b\nNA,\n3.25,a\n");

        assertThat(Starter.inspect(List.of(file)).yaml())
                .contains("amount: {type: numeric}               # 1.5 to 3.25, missing in 2 of 5 rows\n")
                .contains("kind: {type: categorical}             # 3 different values, missing in 1 of 5 rows\n");
    }

    @Test
    void enoughSamplesAreAskedForWhereThereAreManyCategories() {
        // χ²(1 − 1e−4) of 9, 100 and 223 degrees: 33.72, 161.3 and 310.2 (SciPy 1.17.1).
        assertThat(StarterText.minimumSamples(0)).isEqualTo(400);
        assertThat(StarterText.minimumSamples(101)).isEqualTo(1_700);
        assertThat(StarterText.minimumSamples(224)).isEqualTo(3_200);
    }

    @ParameterizedTest
    @CsvSource({
        "train.parquet, train",
        "Flight Delays (2001).csv.gz, flight-delays-2001",
        "2024-01.csv, my-model",
        "___.csv, my-model"
    })
    void theNameIsMadeOfTheFiles(String file, String name) {
        assertThat(Starter.name(Path.of("somewhere", file))).isEqualTo(name);
    }

    @Test
    void filesWithOtherColumnsAreRefused() throws Exception {
        Path one = write(folder.resolve("one.parquet"), "SELECT 1 AS a, 2 AS b");
        Path two = write(folder.resolve("two.csv"), "SELECT 1 AS a");

        assertThatThrownBy(() -> Starter.inspect(List.of(one, two)))
                .isInstanceOf(ProfilingException.class)
                .hasMessage(two + ": there is no column 'b', which the first file has; look at files with the same"
                        + " columns");
        assertThatThrownBy(() -> Starter.inspect(List.of())).isInstanceOf(ProfilingException.class);
    }

    @Test
    void aFileWithoutRowsGivesAStartAllTheSame() throws Exception {
        Path empty = write(folder.resolve("empty.parquet"), "SELECT 1 AS a WHERE false");

        assertThat(Starter.inspect(List.of(empty)).yaml()).contains("# left out: a (no value in any row)");
    }

    private Optional<String> positive(Path file) throws Exception {
        return model(Starter.inspect(List.of(file)).yaml()).positiveClass();
    }

    private Model model(String yaml) throws Exception {
        Path ops = Files.writeString(folder.resolve("ops.yaml"), yaml);
        ReadResult result = new SpecificationReader(Files::readString).read(ops);
        assertThat(result.findings()).as(yaml).isEmpty();
        OperationsSpecification specification = result.loaded().orElseThrow().specification();
        return specification.models().get(0);
    }
}
