package io.watchbill.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which lines are written. */
class LogLevelTest {
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger PARENT = Logger.getLogger("io.watchbill");
    private static final Logger OURS = Logger.getLogger("io.watchbill.exporter.log.test");
    private static final Logger OTHERS = Logger.getLogger("com.sun.net.httpserver.test");

    private final Map<Handler, Level> handlers = new HashMap<>();
    private @Nullable Level root;

    @BeforeEach
    void remember() {
        root = ROOT.getLevel();
        for (Handler handler : ROOT.getHandlers()) {
            handlers.put(handler, handler.getLevel());
        }
    }

    @AfterEach
    void restore() {
        ROOT.setLevel(root);
        PARENT.setLevel(null);
        handlers.forEach(Handler::setLevel);
    }

    @Test
    void debugShowsOurDebugLinesAndNotThoseOfServersWhichRepeatHeaders() {
        LogLevel.DEBUG.use();

        assertThat(OURS.isLoggable(Level.FINE)).isTrue();
        assertThat(OTHERS.isLoggable(Level.FINE)).isFalse();
        assertThat(OTHERS.isLoggable(Level.INFO)).isTrue();
        assertThat(ROOT.getHandlers()).isNotEmpty().allMatch(handler -> handler.getLevel() == Level.FINE);
    }

    @Test
    void warnLeavesOutInformation() {
        LogLevel.WARN.use();

        assertThat(OURS.isLoggable(Level.INFO)).isFalse();
        assertThat(OTHERS.isLoggable(Level.INFO)).isFalse();
        assertThat(OURS.isLoggable(Level.WARNING)).isTrue();
    }
}
