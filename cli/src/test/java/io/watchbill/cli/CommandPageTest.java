package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code docs/cli.md} is every command's own help: it cannot be stale. */
class CommandPageTest {

    private static final String HEAD = """
            # The command

            `./watchbill` runs Watchbill from a checkout: it builds what is missing or older than its sources, says so, and passes
            every argument on. This page is each command's own `--help`; `./test -Dwatchbill.update=true` refreshes it.

            Exit codes are the same everywhere: **0** yes, **1** the answer is no, **2** no answer; **3** warnings,
            which only `check --strict` gives. Results go to standard output (the findings of `check` are its result), findings and
            problems of the others to standard error. Colours appear on a terminal only, and not where `NO_COLOR` is set.
            """;

    @Test
    void thePageHoldsEveryCommandsHelp() {
        StringBuilder page = new StringBuilder(HEAD);
        CommandLine main = Watchbill.commandLine();
        all(main).forEach(command -> section(page, command));
        Golden.of("../docs/cli.md").holds(page.toString());
    }

    @Test
    void everyCommandSaysWhatItDoesShowsAnExampleAndItsExitCodes() {
        List<CommandLine> commands = all(Watchbill.commandLine());
        for (CommandLine command : commands.subList(1, commands.size())) {
            String help = command.getUsageMessage(Ansi.OFF);
            String name = command.getCommandSpec().qualifiedName();
            assertThat(help)
                    .as(name)
                    .contains("Usage: " + name)
                    .contains("Example")
                    .contains("  " + name)
                    .contains("Exit codes:")
                    .contains("-h, --help");
        }
    }

    @Test
    void noLineOfAnyHelpIsWiderThanATerminal() {
        for (CommandLine command : all(Watchbill.commandLine())) {
            assertThat(command.getUsageMessage(Ansi.OFF).lines())
                    .as(command.getCommandName())
                    .allMatch(line -> line.length() <= 100);
        }
    }

    /** A command and what is below it, in the order of their help. */
    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> commands = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(below -> commands.addAll(all(below)));
        return commands;
    }

    private static void section(StringBuilder page, CommandLine command) {
        page.append("\n## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```text\n")
                .append(command.getUsageMessage(Ansi.OFF)
                        .lines()
                        .map(String::stripTrailing)
                        .reduce("", (a, b) -> a + b + "\n"))
                .append("```\n");
    }
}
