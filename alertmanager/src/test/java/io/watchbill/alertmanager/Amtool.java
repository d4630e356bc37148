package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.plan.Artifact;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alertmanager's own judgement of a configuration. */
final class Amtool {

    private final Path file;

    private Amtool(Path file) {
        this.file = file;
    }

    /** The configuration, once amtool has found it valid. */
    static Amtool check(Path directory, Artifact artifact) {
        try {
            Path file = Files.writeString(directory.resolve("alertmanager.yml"), artifact.content());
            Tool.Result result = Tool.named("amtool").run("check-config", file);
            assertThat(result.exitCode()).as(result.output()).isZero();
            return new Amtool(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts which receivers an alert with these labels reaches, in order. */
    void reaches(Map<String, String> labels, String... receivers) {
        List<Object> arguments = new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + file));
        arguments.add("--verify.receivers=" + String.join(",", receivers));
        labels.forEach((name, value) -> arguments.add(Matcher.is(name, value).text()));
        Tool.Result result = Tool.named("amtool").run(arguments.toArray());
        assertThat(result.exitCode()).as("%s: %s", labels, result.output()).isZero();
    }
}
