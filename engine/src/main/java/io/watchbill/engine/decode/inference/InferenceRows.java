package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.EventLayout;
import io.watchbill.engine.decode.IngestResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a call of a model into the lines of its predictions, one for each row: the same lines that a sender of
 * observations would have written. Immutable.
 */
public final class InferenceRows {
    /** So many rows at most in one call. */
    public static final int MOST_ROWS = 10_000;

    /** The most that arrays in a tensor may be allowed to nest. */
    public static final int MOST_DEPTH = DecodeLimits.MOST_DEPTH;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final Map<String, EventLayout> models = new HashMap<>();

    private final int tensorDepth;

    /**
     * @param layouts the models that are watched
     * @param tensorDepth how deep arrays may nest in a tensor, from 1 to {@value #MOST_DEPTH}
     */
    public InferenceRows(Collection<EventLayout> layouts, int tensorDepth) {
        this.tensorDepth = tensorDepth;
        layouts.forEach(layout -> models.put(layout.model(), layout));
    }

    /**
     * The lines of a call.
     *
     * @param response null where the model gave none: the call failed
     */
    public byte[] lines(InferenceEvent request, @Nullable InferenceEvent response) throws PayloadException {
        Payload inputs = PayloadReader.read(request.data(), InferenceEvent.Half.REQUEST, tensorDepth);
        Payload outputs = response == null
                ? null
                : PayloadReader.read(response.data(), InferenceEvent.Half.RESPONSE, tensorDepth);
        EventLayout layout = layout(request, inputs, outputs);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            if (layout == null) {
                unknown(json, request, inputs, outputs);
            } else {
                rows(json, request, inputs, outputs, layout);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** By what the payload says, else by the name of the service, in which {@code -} may stand for {@code _}. */
    private @Nullable EventLayout layout(InferenceEvent request, Payload inputs, @Nullable Payload outputs) {
        for (String name : names(request, inputs, outputs)) {
            EventLayout layout = name == null ? null : models.get(name);
            if (layout != null) {
                return layout;
            }
        }
        return null;
    }

    private static @Nullable String[] names(InferenceEvent request, Payload inputs, @Nullable Payload outputs) {
        String service = request.service();
        return new @Nullable String[] {
            outputs == null ? null : outputs.model(),
            inputs.model(),
            service,
            service == null ? null : service.replace('-', '_')
        };
    }

    /** Lines that name the model and nothing else: it is refused like that of any other sender. */
    private static void unknown(JsonGenerator json, InferenceEvent request, Payload inputs, @Nullable Payload outputs)
            throws IOException, PayloadException {
        String name = "";
        for (String candidate : names(request, inputs, outputs)) {
            name = name.isEmpty() && candidate != null ? candidate : name;
        }
        int rows =
                rowsOf(inputs.tensors().isEmpty() ? 1 : inputs.tensors().get(0).rows());
        for (int row = 0; row < rows; row++) {
            json.writeStartObject();
            json.writeStringField("kind", "prediction");
            json.writeStringField("model", name);
            json.writeEndObject();
        }
    }

    private static int rowsOf(int rows) throws PayloadException {
        if (rows > MOST_ROWS) {
            throw new PayloadException(IngestResult.OVER_LIMIT, "the call has more than " + MOST_ROWS + " rows");
        }
        return rows;
    }

    private static void rows(
            JsonGenerator json, InferenceEvent request, Payload inputs, @Nullable Payload outputs, EventLayout layout)
            throws IOException, PayloadException {
        FeatureColumns features = FeatureColumns.of(inputs.tensors(), layout);
        AnswerColumns answers =
                outputs == null ? null : AnswerColumns.of(outputs.tensors(), layout.answer(), features.rows());
        int rows = rowsOf(features.rows());
        String time = request.time();
        String endpoint = request.endpoint();
        String version = outputs != null && outputs.version() != null ? outputs.version() : inputs.version();
        for (int row = 0; row < rows; row++) {
            json.writeStartObject();
            json.writeStringField("kind", "prediction");
            json.writeStringField("model", layout.model());
            json.writeStringField("id", rows == 1 ? request.id() : request.id() + "/" + row);
            if (version != null) {
                json.writeStringField("version", version);
            }
            if (time != null) {
                json.writeStringField("time", time);
            }
            if (endpoint != null && !endpoint.equals("default")) {
                json.writeStringField("arm", endpoint);
            }
            json.writeObjectFieldStart("features");
            features.write(json, row);
            json.writeEndObject();
            if (answers == null) {
                json.writeStringField("outcome", "error");
            } else {
                answers.write(json, row);
            }
            json.writeEndObject();
        }
    }

    /** Writes a value as it was read. */
    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }
}
