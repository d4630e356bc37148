package io.watchbill.cli;

import java.util.Locale;
import picocli.CommandLine.ParseResult;

/** What a command says that needs more memory than Java may take: what it was at, and how it gets more. */
final class MemoryShortage {

    private static final long MEGABYTE = 1 << 20;

    private MemoryShortage() {}

    /**
     * The message.
     *
     * @param parsed what was asked for
     * @param heap the most that Java may take for its heap, in bytes
     */
    static String text(OutOfMemoryError error, ParseResult parsed, long heap) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        int files = command.matchedPositionals().stream()
                .distinct()
                .mapToInt(positional -> positional.originalStringValues().size())
                .sum();
        return String.format(
                Locale.ROOT,
                "watchbill: '%s'%s ran out of memory (%s); Java may use %,d MB. Give it more by java's option -Xmx, which"
                        + " ./watchbill takes from a variable: WATCHBILL_JAVA_OPTIONS=-Xmx%dm",
                command.commandSpec().qualifiedName(),
                files > 1 ? String.format(Locale.ROOT, " of %,d files", files) : "",
                reason(error),
                heap / MEGABYTE,
                2 * (heap / MEGABYTE));
    }

    /** Java's own words; an error of another thread comes without any, around the one that has them. */
    private static String reason(Throwable error) {
        String message = error.getMessage();
        Throwable cause = error.getCause();
        return message == null && cause != null ? reason(cause) : String.valueOf(message);
    }
}
