package io.watchbill.exporter;

import io.watchbill.exporter.log.LogFormat;
import io.watchbill.exporter.log.LogLevel;
import java.util.logging.Level;
import picocli.CommandLine.Option;

/** The options of the log. */
final class LogOptions {
    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How log lines look: text, or json for one object a line (default: ${DEFAULT-VALUE}).")
    private String format = "";

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "Which log lines are written: error, warn, info or debug (default: ${DEFAULT-VALUE}).")
    private String level = "";

    private LogFormat used = LogFormat.TEXT;

    /** Lets the log be written as the options say, if they are right. */
    void use(OptionValues values) {
        LogFormat asked = values.oneOf("--log-format", format, LogFormat.values());
        LogLevel least = values.oneOf("--log-level", level, LogLevel.values());
        if (values.wrong().isEmpty()) {
            asked.use();
            least.use();
            used = asked;
        }
    }

    /** A line, with its end, of what is said past the logging; in JSON where log lines are. */
    String line(Level ofJson, String prefixOfText, String message) {
        return used.line(ofJson, Main.class.getName(), used == LogFormat.TEXT ? prefixOfText + message : message);
    }
}
