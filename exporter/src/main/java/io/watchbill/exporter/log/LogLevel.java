package io.watchbill.exporter.log;

import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** From which level on lines are written. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger OURS = Logger.getLogger("io.watchbill");

    private Level level() {
        return switch (this) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }

    /** The level of a record, of those that this program knows. */
    static LogLevel of(Level level) {
        for (LogLevel known : values()) {
            if (level.intValue() >= known.level().intValue()) {
                return known;
            }
        }
        return DEBUG;
    }

    /** As it is written after the option and in a line, such as {@code warn}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes lines of this level and above. Under {@link #INFO} only the exporter's own: what servers and clients of
     * others say there repeats headers and bodies.
     */
    public void use() {
        Logger root = Logger.getLogger("");
        root.setLevel(this == DEBUG ? Level.INFO : level());
        OURS.setLevel(level());
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(level());
        }
    }
}
