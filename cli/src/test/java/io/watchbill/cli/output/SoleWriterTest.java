package io.watchbill.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.cli.Failure;
import io.watchbill.plan.Artifact;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoleWriterTest {

    @TempDir
    private Path folder;

    @Test
    void whileOneProcessWritesAnotherIsRefusedAndHarmsNothing() throws Exception {
        try (OtherRun other = OtherRun.in(folder)) {
            assertThatThrownBy(() -> write("ours"))
                    .isInstanceOf(Failure.class)
                    .hasMessage(
                            "another watchbill is writing into " + folder + "\nRun this one again when it has ended.");
            assertThat(other.finish()).isZero();
        }

        assertThat(folder.resolve("rules/theirs.yaml")).hasContent("theirs\n");
        assertThat(folder.resolve("rules/ours.yaml")).doesNotExist();
        assertThat(folder.resolve(".watchbill-new")).doesNotExist();
        write("ours");
        assertThat(folder.resolve("rules/ours.yaml")).hasContent("ours\n");
        assertThat(folder.resolve("rules/theirs.yaml")).doesNotExist();
    }

    @Test
    void aKilledProcessBlocksNoOther() throws Exception {
        OtherRun.in(folder).close();
        assertThat(folder.resolve(".watchbill-new/lock")).exists();

        write("ours");

        assertThat(folder.resolve("rules/ours.yaml")).hasContent("ours\n");
        assertThat(folder.resolve(".watchbill-new")).doesNotExist();
    }

    @Test
    void twoRunsOfOneProcessAreApartToo() {
        OutputFolder output = new OutputFolder(folder);
        Content content = content("ours");
        try (Staging first = output.stage(content)) {
            assertThatThrownBy(() -> output.stage(content)).isInstanceOf(Failure.class);
            first.apply();
        }
        assertThat(folder.resolve("rules/ours.yaml")).exists();
    }

    @Test
    void whoOnlyComparesNeedsNotWait() {
        OutputFolder output = new OutputFolder(folder);
        try (Staging writing = output.stage(content("ours"));
                Staging comparing = output.compare(content("ours"))) {
            assertThat(comparing.changes()).hasSameSizeAs(writing.changes());
        }
    }

    private void write(String name) {
        new OutputFolder(folder).write(content(name));
    }

    private static Content content(String name) {
        return new Content("1.0", Map.of(), out -> out.accept(new Artifact("rules/" + name + ".yaml", name + "\n")));
    }
}
