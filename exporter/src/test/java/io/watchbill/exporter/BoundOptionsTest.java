package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.ModelLimits;
import io.watchbill.engine.decode.DecodeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The bounds that an operator may set. */
class BoundOptionsTest {
    private static BoundOptions parsed(String... arguments) {
        return CommandLine.populateCommand(new BoundOptions(), arguments);
    }

    @Test
    void withoutOptionsTheUsualBoundsHold() {
        BoundOptions options = parsed();

        assertThat(options.model(new OptionValues())).isEqualTo(ModelLimits.DEFAULT);
        assertThat(options.watched(new OptionValues())).isEqualTo(WatchedBounds.DEFAULT);
        assertThat(options.line(new OptionValues())).isEqualTo(DecodeLimits.DEFAULT);
    }

    @Test
    void eachOptionSetsItsOwnBound() {
        BoundOptions options = parsed(
                "--maximum-versions=1",
                "--maximum-classes=2",
                "--maximum-arms=3",
                "--maximum-label-values=4",
                "--maximum-open-runs=5",
                "--maximum-models=6",
                "--maximum-columns=7",
                "--maximum-categories=8",
                "--maximum-line=1KiB",
                "--maximum-text=20",
                "--maximum-depth=9",
                "--maximum-keys=10",
                "--maximum-joins=11",
                "--maximum-waiting=12",
                "--maximum-streams=13",
                "--maximum-closed-runs=14",
                "--maximum-combinations=15");

        assertThat(options.model(new OptionValues())).isEqualTo(new ModelLimits(1, 2, 3, 4, 5, 14, 15));
        assertThat(options.watched(new OptionValues())).isEqualTo(new WatchedBounds(6, 7, 8));
        assertThat(options.line(new OptionValues())).isEqualTo(new DecodeLimits(1_024, 20, 20, 9));
        assertThat(List.of(
                        options.keys(new OptionValues()),
                        options.joins(new OptionValues()),
                        options.waiting(new OptionValues()),
                        options.streams(new OptionValues())))
                .containsExactly(10, 11, 12, 13);
    }

    @Test
    void theDepthOfTensorsIsThatOfTheOption() {
        OptionValues values = new OptionValues();
        assertThat(tensorDepth(values)).isEqualTo(8);
        assertThat(tensorDepth(values, "--maximum-tensor-depth=60")).isEqualTo(60);
        assertThat(values.wrong()).isEmpty();
        assertThat(tensorDepth(values, "--maximum-tensor-depth=61")).isEqualTo(1);
        assertThat(values.wrong()).containsExactly("--maximum-tensor-depth: expected a number from 1 to 60, not '61'");
    }

    private static int tensorDepth(OptionValues values, String... arguments) {
        return CommandLine.populateCommand(new SourceOptions(), arguments)
                .cloudEvents(values)
                .tensorDepth();
    }

    @Test
    void everyBoundIsDocumentedWithItsDefault() throws IOException {
        String page = Files.readString(Path.of("../docs/operations.md"));

        for (OptionSpec option : Main.commandLine().getCommandSpec().options()) {
            if (option.longestName().startsWith("--maximum-") && option.defaultValue() != null) {
                assertThat(page)
                        .contains("| `" + option.longestName() + " " + option.paramLabel() + "` | `"
                                + option.defaultValue() + "` |");
            }
        }
    }
}
