package io.watchbill.exporter.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One JSON object a line: {@code time} (RFC 3339 in UTC, to the millisecond), {@code level}, {@code logger}, {@code thread},
 * {@code message}, and {@code exception} with its stack trace as text where there is one. ASCII only, so that neither the
 * encoding of the standard error nor a line separator of Unicode breaks a line.
 */
final class JsonLines extends Formatter {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord record) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", TIME.format(record.getInstant()));
            json.writeStringField("level", LogLevel.of(record.getLevel()).toString());
            json.writeStringField("logger", record.getLoggerName());
            json.writeStringField("thread", thread(record));
            json.writeStringField("message", formatMessage(record));
            Throwable thrown = record.getThrown();
            if (thrown != null) {
                json.writeStringField("exception", text(thrown));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string takes everything
        }
        return line.append('\n').toString();
    }

    /** A record knows its thread's number only; handlers that write at once do so on that thread. */
    private static String thread(LogRecord record) {
        Thread current = Thread.currentThread();
        return record.getLongThreadID() == current.getId() ? current.getName() : "thread-" + record.getLongThreadID();
    }

    private static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().strip();
    }
}
