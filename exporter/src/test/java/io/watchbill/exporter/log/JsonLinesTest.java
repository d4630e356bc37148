package io.watchbill.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Log lines as JSON. */
class JsonLinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static LogRecord record(Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setInstant(Instant.parse("2026-11-26T16:47:06.246789Z"));
        record.setLoggerName("io.watchbill.exporter.Main");
        return record;
    }

    @Test
    void aLineHasTimeLevelLoggerThreadAndMessage() {
        LogRecord record = record(Level.INFO, "metrics on {0}");
        record.setParameters(new Object[] {"http://127.0.0.1:9465/metrics"});

        assertThat(new JsonLines().format(record))
                .isEqualTo("{\"time\":\"2026-11-26T16:47:06.246Z\",\"level\":\"info\","
                        + "\"logger\":\"io.watchbill.exporter.Main\",\"thread\":\""
                        + Thread.currentThread().getName()
                        + "\",\"message\":\"metrics on http://127.0.0.1:9465/metrics\"}\n");
    }

    @Test
    void whateverAMessageHoldsItStaysOneLineOfAscii() throws Exception {
        String message = "one\ntwo\r\u2028three \"quoted\" \\ \u0000 ü 飛";

        String line = new JsonLines().format(record(Level.INFO, message));

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
        assertThat(JSON.readTree(line).get("message").asText()).isEqualTo(message);
    }

    @Test
    void anExceptionIsTextWithItsCauses() throws Exception {
        LogRecord record = record(Level.SEVERE, "failed");
        record.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner")));

        JsonNode line = JSON.readTree(new JsonLines().format(record));

        assertThat(line.get("exception").asText())
                .startsWith("java.lang.IllegalStateException: outer\n")
                .contains("\tat io.watchbill.exporter.log.JsonLinesTest.")
                .contains("Caused by: java.lang.IllegalArgumentException: inner");
    }

    @Test
    void levelsAreThoseOfTheOption() throws Exception {
        List<String> levels = new ArrayList<>();
        for (Level level : List.of(Level.SEVERE, Level.WARNING, Level.INFO, Level.CONFIG, Level.FINE, Level.FINEST)) {
            levels.add(JSON.readTree(new JsonLines().format(record(level, "")))
                    .get("level")
                    .asText());
        }

        assertThat(levels).containsExactly("error", "warn", "info", "debug", "debug", "debug");
    }

    @Test
    void aRecordOfAnotherThreadDoesNotCarryThisOnesName() throws Exception {
        LogRecord record = record(Level.INFO, "");
        record.setLongThreadID(4_711);

        assertThat(JSON.readTree(new JsonLines().format(record)).get("thread").asText())
                .isEqualTo("thread-4711");
    }

    @Test
    void whatIsSaidPastTheLoggingHasTheSameForm() throws Exception {
        assertThat(LogFormat.TEXT.line(Level.INFO, "io.watchbill.exporter.Main", "ending"))
                .isEqualTo("ending" + System.lineSeparator());
        assertThat(JSON.readTree(LogFormat.JSON.line(Level.SEVERE, "io.watchbill.exporter.Main", "ending"))
                        .get("level")
                        .asText())
                .isEqualTo("error");
    }
}
