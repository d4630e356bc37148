package io.watchbill.profiler;

import static io.watchbill.profiler.Samples.binary;
import static io.watchbill.profiler.Samples.categorical;
import static io.watchbill.profiler.Samples.numeric;
import static io.watchbill.profiler.Samples.profile;
import static io.watchbill.profiler.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.spec.Model;
import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerTest {
    private static final Model MODEL = binary(numeric("amount"), numeric("count"), categorical("city"));

    /** 2,000 rows of 40 days, some values missing, a few of them shared by many rows. */
    private static final String ROWS = """
            SELECT 'r' || i AS id, TIMESTAMP '2026-01-01' + INTERVAL (i * 28) MINUTE AS "time",
                CASE WHEN i % 10 = 0 THEN NULL WHEN i % 3 = 0 THEN 0.0 ELSE (i * 7919 % 1000) / 8.0 END AS amount,
                i * 31 % 17 AS "count",
                CASE WHEN i % 50 = 0 THEN NULL WHEN i % 400 = 7 THEN 'rare ' || i ELSE 'city ' || (i * 13 % 5) END AS city,
                (i * 37 % 100) / 100.0 AS score,
                CASE WHEN i * 37 % 100 >= 50 THEN 'yes' ELSE 'no' END AS prediction,
                CASE WHEN i * 41 % 100 >= 50 THEN 'yes' ELSE 'no' END AS label, false AS fitted
            FROM range(2000) AS numbers(i)""";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rows.csv", "rows.ndjson", "rows.json", "rows.jsonl"})
    void theSameRowsGiveTheSameProfileInEveryFormat(String name) throws Exception {
        ReferenceProfile parquet =
                profile(MODEL, write(folder.resolve("rows.parquet"), ROWS)).profile();

        ReferenceProfile other =
                profile(MODEL, write(folder.resolve(name), ROWS)).profile();

        assertThat(ProfileJson.write(withSource(other))).isEqualTo(ProfileJson.write(withSource(parquet)));
    }

    @Test
    void theSameRowsGiveTheSameProfileInSeveralFilesOfSeveralFormats() throws Exception {
        ReferenceProfile whole =
                profile(MODEL, write(folder.resolve("rows.parquet"), ROWS)).profile();

        ReferenceProfile parts = profile(
                        MODEL,
                        write(folder.resolve("c.csv"), ROWS + " WHERE i % 3 = 2"),
                        write(folder.resolve("a.parquet"), ROWS + " WHERE i % 3 = 0"),
                        write(folder.resolve("b.ndjson"), ROWS + " WHERE i % 3 = 1"))
                .profile();

        assertThat(parts.source()).isEqualTo("a.parquet, b.ndjson, c.csv");
        assertThat(ProfileJson.write(withSource(parts))).isEqualTo(ProfileJson.write(withSource(whole)));
    }

    @Test
    void aClassThatWasPredictedUnderThirtyTimesIsNotCalibrated() throws Exception {
        String rows = """
                SELECT CASE WHEN i < 30 THEN 'yes' ELSE 'no' END AS prediction, 0.5 + (i % 7) / 20 AS confidence,
                    'yes' AS label, false AS fitted
                FROM range(59) AS numbers(i)""";

        ReferenceProfile profile =
                profile(binary(), write(folder.resolve("rows.csv"), rows)).profile();

        assertThat(profile.performance()).isNotNull();
        assertThat(profile.performance().calibrations()).containsOnlyKeys("yes");
    }

    @Test
    void binsOfTheScoreHoldEqualPartsOfTheRowsAndOneHeavyScoreAloneFillsABin() throws Exception {
        String rows = """
                SELECT CASE WHEN i < 1000 THEN i / 1000 ELSE 0.5 END AS score, 'yes' AS prediction,
                    CASE WHEN i % 3 = 0 THEN 'yes' ELSE 'no' END AS label, false AS fitted
                FROM range(1280) AS numbers(i)""";

        ReferenceProfile profile =
                profile(binary(), write(folder.resolve("rows.csv"), rows)).profile();

        // 1,280 rows are five a bin: 0 … 0.004, and so on; 281 rows have the score 0.5.
        assertThat(profile.performance()).isNotNull();
        List<Double> edges = profile.performance().scoreEdges();
        assertThat(edges).hasSize(200).startsWith(0.005, 0.01).contains(0.5, 0.501, 0.506);
    }

    @Test
    void observationsThatWereKeptAreProfiledAsTheyAre() throws Exception {
        Path observations = write(
                folder.resolve("observations.ndjson"),
                "SELECT id, \"time\", {'amount': amount, 'count': \"count\", 'city': city} AS features, score,"
                        + " prediction, label, fitted FROM (" + ROWS + ")");

        ReferenceProfile nested = profile(MODEL, observations).profile();

        assertThat(ProfileJson.write(withSource(nested)))
                .isEqualTo(ProfileJson.write(withSource(profile(MODEL, write(folder.resolve("rows.parquet"), ROWS))
                        .profile())));
    }

    @Test
    void aProfileSaysWhatItIsMadeOf() throws Exception {
        ReferenceProfile profile =
                profile(MODEL, write(folder.resolve("rows.parquet"), ROWS)).profile();

        assertThat(profile.model()).isEqualTo("model");
        assertThat(profile.modelVersion()).isNull();
        assertThat(profile.rows()).isEqualTo(2_000);
        assertThat(profile.from()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(profile.to()).isEqualTo(Instant.parse("2026-02-08T20:52:00Z"));
        assertThat(profile.source()).isEqualTo("rows.parquet");
        assertThat(profile.columns())
                .extracting(ColumnReference::kind, ColumnReference::name)
                .containsExactly(
                        tuple(ColumnKind.FEATURE, "amount"),
                        tuple(ColumnKind.FEATURE, "count"),
                        tuple(ColumnKind.FEATURE, "city"),
                        tuple(ColumnKind.PREDICTION, "prediction"),
                        tuple(ColumnKind.CONFIDENCE, "confidence"));
    }

    @Test
    void everyValueIsCountedOnce() throws Exception {
        ReferenceProfile profile =
                profile(MODEL, write(folder.resolve("rows.parquet"), ROWS)).profile();

        NumericReference amount = numericColumn(profile, "amount");
        assertThat(amount.missing()).isEqualTo(200);
        assertThat(amount.invalid()).isZero();
        assertThat(amount.samples()).isEqualTo(1_800);
        // Every third row that is not missing, and the one in 125 of the others whose remainder is 0.
        int zero = amount.binOf(0);
        assertThat(amount.isAtom(zero)).isTrue();
        assertThat(amount.count(zero)).isEqualTo(600);
        NumericReference count = numericColumn(profile, "count");
        for (int value = 0; value < 17; value++) {
            assertThat(count.count(count.binOf(value))).isBetween(117L, 118L);
        }
        CategoricalReference city = (CategoricalReference)
                profile.column(ColumnKind.FEATURE, "city").orElseThrow();
        assertThat(city.missing()).isEqualTo(40);
        assertThat(city.distinct()).isEqualTo(10);
        assertThat(city.seenOnce()).isEqualTo(5);
    }

    @Test
    void textNanAndInfinitiesAreInvalidAndSaidSo() throws Exception {
        Path csv = folder.resolve("rows.csv");
        Files.writeString(csv, "amount\n1\n2\nabc\nNaN\n-inf\n\nNA\n3\n4\n5\n");

        ProfileResult result = profile(binary(numeric("amount")), csv);

        NumericReference amount = numericColumn(result.profile(), "amount");
        assertThat(List.of(amount.samples(), amount.missing(), amount.invalid()))
                .containsExactly(5L, 2L, 3L);
        assertThat(result.warnings()).contains("column 'amount': 3 of 8 values are no numbers and count as invalid");
    }

    @Test
    void aNumberAsTextInJsonIsInvalidAsItIsInAnObservation() throws Exception {
        Path json = folder.resolve("rows.ndjson");
        Files.writeString(json, "{\"amount\":1}\n{\"amount\":\"2\"}\n{\"amount\":null}\n{}\n{\"amount\":true}\n");

        NumericReference amount =
                numericColumn(profile(binary(numeric("amount")), json).profile(), "amount");

        assertThat(List.of(amount.samples(), amount.missing(), amount.invalid()))
                .containsExactly(2L, 2L, 1L);
    }

    @Test
    void aCategoryIsTheSameTextWhateverItsType() throws Exception {
        Model model = binary(categorical("code"));
        String whole = "SELECT unnest([1, 2, 2])::";

        for (String type : List.of("INTEGER", "DOUBLE", "VARCHAR", "DECIMAL(9, 2)")) {
            CategoricalReference code = (CategoricalReference) profile(
                            model, write(folder.resolve(type.length() + ".parquet"), whole + type + " AS code"))
                    .profile()
                    .column(ColumnKind.FEATURE, "code")
                    .orElseThrow();
            assertThat(code.categories()).as(type).containsExactly("2", "1");
        }
    }

    @Test
    void oddNamesOfFilesAndColumnsAreTakenLiterally() throws Exception {
        String name = "we\"ird [x]* 'name' SELECT";
        Path odd = write(folder.resolve("o'dd [1]*?.parquet"), "SELECT 1.5 AS " + Sql.name(name));
        write(folder.resolve("o'dd 1?.parquet"), "SELECT 2.5 AS " + Sql.name(name));

        assertThat(profile(binary(numeric(name)), odd).profile().rows()).isEqualTo(1);
    }

    @Test
    void theVersionIsThatOfTheRowsUnlessOneIsGiven() throws Exception {
        Path one = write(folder.resolve("one.parquet"), "SELECT 1 AS amount, '2026-01' AS version");
        Path two = write(folder.resolve("two.parquet"), "SELECT 1 AS amount, '2026-02' AS version");
        Model model = binary(numeric("amount"));

        assertThat(profile(model, one).profile().modelVersion()).isEqualTo("2026-01");
        assertThat(profile(model, one, two).profile().modelVersion()).isNull();
        assertThat(profile(model, one, two).warnings())
                .contains("the rows are of 2 versions in column 'version': the profile names none");
        assertThat(Profiler.profile(model, Optional.of("x"), List.of(one, two), Progress.NONE)
                        .profile()
                        .modelVersion())
                .isEqualTo("x");
    }

    @Test
    void whatCannotBeKnownIsAWarning() throws Exception {
        Path bare =
                write(folder.resolve("bare.parquet"), "SELECT i AS amount, NULL::INTEGER AS empty FROM range(10) t(i)");

        ProfileResult result = profile(binary(numeric("amount"), numeric("empty")), bare);

        assertThat(result.profile().performance()).isNull();
        assertThat(result.profile().confidence()).isNull();
        assertThat(result.profile().from()).isNull();
        assertThat(result.warnings())
                .containsExactly(
                        "nothing says which rows the model was fitted on (a column 'fitted', or 'split' with the word"
                                + " train): make sure that these were held out, or its accuracy will look too good",
                        "without a time column 'time' the profile does not know how much the data vary from day to"
                                + " day, so that p-values may be too small",
                        "column 'empty' has no value in any of the 10 rows: nothing can be said about its drift",
                        "there is no prediction column 'prediction': prediction drift and performance will have no"
                                + " reference");
    }

    @Test
    void progressCountsEveryStepToTheEnd() throws Exception {
        List<String> heard = new ArrayList<>();
        Profiler.profile(MODEL, Optional.empty(), List.of(write(folder.resolve("rows.parquet"), ROWS)), new Progress() {
            @Override
            public void rows(long rows) {
                heard.add(rows + " rows");
            }

            @Override
            public void step(int done, int steps, String what) {
                heard.add(done + "/" + steps + " " + what);
            }
        });

        assertThat(heard)
                .containsExactly(
                        "2000 rows",
                        "0/6 feature amount",
                        "1/6 feature count",
                        "2/6 feature city",
                        "3/6 prediction",
                        "4/6 confidence",
                        "5/6 performance",
                        "6/6 ");
    }

    private static NumericReference numericColumn(ReferenceProfile profile, String name) {
        return (NumericReference) profile.column(ColumnKind.FEATURE, name).orElseThrow();
    }

    private static ReferenceProfile withSource(ReferenceProfile profile) {
        return new ReferenceProfile(
                profile.model(),
                profile.modelVersion(),
                profile.rows(),
                profile.from(),
                profile.to(),
                "rows",
                profile.columns(),
                profile.performance(),
                profile.confidence());
    }
}
