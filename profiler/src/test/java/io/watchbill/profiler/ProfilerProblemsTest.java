package io.watchbill.profiler;

import static io.watchbill.profiler.Samples.binary;
import static io.watchbill.profiler.Samples.categorical;
import static io.watchbill.profiler.Samples.numeric;
import static io.watchbill.profiler.Samples.profile;
import static io.watchbill.profiler.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchbill.spec.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilerProblemsTest {
    @TempDir
    private Path folder;

    @Test
    void everyFileThatCannotBeReadIsNamed() throws Exception {
        Path missing = folder.resolve("missing.parquet");
        Path odd = Files.writeString(folder.resolve("rows.xlsx"), "x");
        Path broken = Files.writeString(folder.resolve("broken.parquet"), "hello");

        assertThat(problems(binary(), missing, odd, folder, broken))
                .containsExactly(
                        missing + ": no such file",
                        odd + ": the name does not tell the format; expected .parquet, .csv, .tsv, .ndjson, .jsonl or"
                                + " .json (text also as .gz)",
                        folder + ": is a folder; name the files in it, such as " + folder + "/*.parquet",
                        broken + ": could not be read as PARQUET: Invalid Input Error: File '" + broken
                                + "' too small to be a Parquet file");
    }

    @Test
    void everyMissingColumnIsNamedWithTheNearest() throws Exception {
        Path rows = write(folder.resolve("rows.parquet"), "SELECT 1 AS amount, 'x' AS city");

        assertThat(problems(binary(numeric("amonut"), categorical("country"), categorical("city")), rows))
                .containsExactly(
                        rows + ": there is no column 'amonut', which is a feature of the model; did you mean 'amount'?"
                                + " Name features in the specification as the file's columns are named",
                        rows + ": there is no column 'country', which is a feature of the model; the file has amount,"
                                + " city. Name features in the specification as the file's columns are named");
    }

    @Test
    void aColumnThatOneOfSeveralFilesLacksIsMissing() throws Exception {
        Path one = write(folder.resolve("one.parquet"), "SELECT 1 AS amount");
        Path two = write(folder.resolve("two.csv"), "SELECT 1 AS total");

        assertThat(problems(binary(numeric("amount")), one, two))
                .singleElement()
                .asString()
                .startsWith(two + ": ");
    }

    @Test
    void aNumericFeatureOfTextIsAMistakeWithItsCountsAndNoValues() throws Exception {
        Path rows = write(
                folder.resolve("rows.csv"),
                "SELECT CASE WHEN i < 8 THEN 'secret ' || i ELSE '1' END AS code FROM range(10) t(i)");

        assertThat(problems(binary(numeric("code")), rows))
                .containsExactly("column 'code': 8 of 10 values are no numbers, but the specification says"
                        + " `type: numeric`; write `type: categorical`, or name the right column");
    }

    @Test
    void noRowsAreNoProfile() throws Exception {
        Path rows = write(folder.resolve("rows.parquet"), "SELECT 1 AS amount WHERE false");

        assertThat(problems(binary(numeric("amount")), rows))
                .containsExactly("there are no rows in rows.parquet; a profile needs some");
        assertThat(problems(binary())).containsExactly("name at least one file of rows, ending in " + DataFormat.KNOWN);
    }

    @ParameterizedTest
    @CsvSource({"i < 3, fitted", "CASE WHEN i < 3 THEN 'Train' ELSE 'test' END, split", "CAST(i < 3 AS INTEGER), fitted"
    })
    void rowsThatTheModelWasFittedOnAreRefused(String flag, String column) throws Exception {
        Path rows = write(
                folder.resolve("rows.ndjson"),
                "SELECT i AS amount, " + flag + " AS " + column + " FROM range(10) t(i)");

        assertThat(problems(binary(numeric("amount")), rows))
                .containsExactly(
                        "the model was fitted on 3 of 10 rows, says their column 'fitted' or 'split'. On its own"
                                + " training rows a model looks better than it is, and every later accuracy would look like a"
                                + " drop: profile only rows that were held out");
    }

    @Test
    void aPositiveClassThatNoRowHasIsAMistake() throws Exception {
        Path rows = write(folder.resolve("rows.parquet"), "SELECT 1 AS amount, 'a' AS prediction, 'b' AS label");

        assertThat(problems(binary(numeric("amount")), rows))
                .containsExactly("the positive class 'yes' is in no row of the columns 'prediction' and 'label', which"
                        + " hold 2 classes; write one of them as `positiveClass`");
    }

    @Test
    void aBrokenLineOfJsonIsNamed() throws Exception {
        Path rows = Files.writeString(
                folder.resolve("rows.ndjson"), "{\"amount\":1}\n{\"amount\":2}\nnot json\n{\"amount\":3}\n");

        assertThat(problems(binary(numeric("amount")), rows))
                .singleElement()
                .asString()
                .startsWith(rows + ": could not be read as NDJSON: ")
                .contains("in line 3: ");
    }

    private static List<String> problems(Model model, Path... files) {
        ProfilingException thrown = catchThrowableOfType(ProfilingException.class, () -> profile(model, files));
        return thrown.problems();
    }
}
