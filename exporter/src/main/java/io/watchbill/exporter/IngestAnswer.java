package io.watchbill.exporter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.watchbill.engine.decode.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What became of a body.
 *
 * @param accepted events that were taken
 * @param rejected lines that were not
 * @param rejections the reasons, by line; at most {@value io.watchbill.engine.decode.Rejections#KEPT}
 * @param lines lines that were not blank
 * @param objects lines that were JSON objects
 */
record IngestAnswer(long accepted, long rejected, List<Rejection> rejections, int lines, int objects) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Whether the body held lines, and not one of them was a JSON object. */
    boolean unreadable() {
        return lines > 0 && objects == 0;
    }

    /** {@code {"accepted":n,"rejected":[{"line":7,"reason":"…"}]}}, and the total where not all reasons are shown. */
    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("accepted", accepted);
            if (rejections.size() < rejected) {
                json.writeNumberField("rejectedTotal", rejected);
            }
            json.writeArrayFieldStart("rejected");
            for (Rejection rejection : rejections) {
                json.writeStartObject();
                json.writeNumberField("line", rejection.line());
                json.writeStringField("reason", rejection.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
