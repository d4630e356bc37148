package io.watchbill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What all commands have in common: {@code --help}, {@code --version}, the same order and words in their help. */
final class CommandStyle {
    private static final int WIDTH = 100;

    private CommandStyle() {}

    static void apply(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        spec.mixinStandardHelpOptions(true);
        spec.versionProvider(() -> new String[] {"watchbill " + version()});
        spec.exitCodeOnInvalidInput(ExitCode.NO_ANSWER);
        spec.exitCodeOnExecutionException(ExitCode.NO_ANSWER);
        spec.usageMessage()
                .width(WIDTH)
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .synopsisHeading("%nUsage: ")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes(spec.optionsMap().containsKey("--strict")));
        commandLine.getSubcommands().values().forEach(CommandStyle::apply);
    }

    /** The version that was built, from a jar as from a class folder. */
    static String version() {
        try (InputStream in = CommandStyle.class.getResourceAsStream("version.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param warnings whether warnings have a code of their own */
    private static Map<String, String> exitCodes(boolean warnings) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(" " + ExitCode.YES, "yes: done, nothing found, current");
        codes.put(
                " " + ExitCode.NO,
                "the answer is no: findings, files that are not current, an alert that did not come");
        codes.put(
                " " + ExitCode.NO_ANSWER,
                "no answer: wrong usage, a file that cannot be read or written, invalid data");
        if (warnings) {
            codes.put(" " + ExitCode.WARNINGS, "warnings, and no errors, where --strict asks for it");
        }
        return codes;
    }
}
