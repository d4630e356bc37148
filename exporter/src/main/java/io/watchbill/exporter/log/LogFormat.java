package io.watchbill.exporter.log;

import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** How a log line looks. */
public enum LogFormat {
    /** For people, as the logging of the JDK is configured. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    /** As it is written after the option, such as {@code json}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Lets the root logger's handlers write in this format. */
    public void use() {
        if (this == JSON) {
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.setFormatter(new JsonLines());
            }
        }
    }

    /** A line, with its end, of what is said past the logging: before it is set up, or when it has ended. */
    public String line(Level level, String logger, String text) {
        if (this == TEXT) {
            return text + System.lineSeparator();
        }
        LogRecord record = new LogRecord(level, text);
        record.setLoggerName(logger);
        return new JsonLines().format(record);
    }
}
