package io.watchbill.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckCodeTest {

    @Test
    void thePageListsExactlyTheCodes() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/lint.md")).stream()
                .filter(line -> line.startsWith("| WB"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(CheckCode.values())
                        .map(code -> "| " + code.id() + " | " + code.severity().text() + " | " + code.title() + " |")
                        .toList());
    }
}
