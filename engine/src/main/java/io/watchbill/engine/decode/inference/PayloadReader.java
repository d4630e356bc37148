package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.watchbill.engine.decode.Decoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a call by the Open Inference Protocol ({@code inputs}, {@code outputs}) or by the protocol before it
 * ({@code instances}, {@code predictions}).
 */
final class PayloadReader {
    private static final int MOST_TENSORS = 10_000;

    private PayloadReader() {}

    /** @param tensorDepth how deep arrays may nest in a tensor */
    static Payload read(byte[] json, InferenceEvent.Half half, int tensorDepth) throws PayloadException {
        String where = half == InferenceEvent.Half.REQUEST ? "the request" : "the response";
        try (JsonParser parser = Decoder.parser(json, 0, json.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new PayloadException(where + ": expected a JSON object");
            }
            return payload(parser, half, where, new TensorValues.Budget(tensorDepth));
        } catch (JsonProcessingException e) {
            throw new PayloadException(where + ": not valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static Payload payload(
            JsonParser parser, InferenceEvent.Half half, String where, TensorValues.Budget budget)
            throws IOException, PayloadException {
        boolean request = half == InferenceEvent.Half.REQUEST;
        String model = null;
        String version = null;
        List<String> names = List.of();
        List<Tensor> tensors = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            if (field.equals("model_name")) {
                model = text(parser);
            } else if (field.equals("model_version")) {
                version = text(parser);
            } else if (field.equals("parameters")) {
                names = Parameters.read(parser).names();
            } else if (field.equals(request ? "inputs" : "outputs")) {
                tensors = tensors(parser, field, budget);
            } else if (field.equals(request ? "instances" : "predictions")) {
                tensors = InstanceReader.read(parser, field, budget);
            } else {
                parser.skipChildren();
            }
        }
        if (tensors == null) {
            throw new PayloadException(where + ": expected "
                    + (request ? "inputs (or instances)" : "outputs (or predictions)")
                    + " of the Open Inference Protocol");
        }
        return new Payload(model, version, named(tensors, names));
    }

    /** Names that the whole payload gives belong to its only tensor. */
    private static List<Tensor> named(List<Tensor> tensors, List<String> names) {
        if (names.isEmpty() || tensors.size() != 1 || !tensors.get(0).names().isEmpty()) {
            return tensors;
        }
        Tensor only = tensors.get(0);
        return List.of(
                new Tensor(only.name(), only.datatype(), only.rows(), only.width(), only.flat(), only.data(), names));
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isScalarValue() && !parser.hasToken(JsonToken.VALUE_NULL)) {
            String text = parser.getText();
            return text.isEmpty() ? null : text;
        }
        parser.skipChildren();
        return null;
    }

    private static List<Tensor> tensors(JsonParser parser, String field, TensorValues.Budget budget)
            throws IOException, PayloadException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw new PayloadException(field + ": expected an array of tensors");
        }
        List<Tensor> tensors = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.hasToken(JsonToken.START_OBJECT) || tensors.size() == MOST_TENSORS) {
                throw new PayloadException(field + ": expected an array of at most " + MOST_TENSORS + " tensors");
            }
            tensors.add(tensor(parser, field + "[" + tensors.size() + "]", budget));
        }
        return tensors;
    }

    private static Tensor tensor(JsonParser parser, String where, TensorValues.Budget budget)
            throws IOException, PayloadException {
        String name = "";
        String datatype = "";
        long[] shape = new long[0];
        TensorValues values = null;
        Parameters parameters = Parameters.NONE;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "name" -> name = String.valueOf(text(parser));
                case "datatype" -> datatype = String.valueOf(text(parser));
                case "shape" -> shape = shape(parser, where);
                case "parameters" -> parameters = Parameters.read(parser);
                case "data" -> {
                    if (token != JsonToken.START_ARRAY) {
                        throw new PayloadException(where + ".data: expected an array");
                    }
                    values = new TensorValues(budget);
                    values.addAll(parser, where + ".data");
                }
                default -> parser.skipChildren();
            }
        }
        if (parameters.binary()) {
            throw new PayloadException(
                    where
                            + ": its data is binary (binary_data_size), which is not read; let the client send and ask for JSON");
        }
        if (values == null) {
            throw new PayloadException(where + ": data is missing");
        }
        return tensor(name, datatype, shape, values, parameters.names(), where);
    }

    private static Tensor tensor(
            String name, String datatype, long[] shape, TensorValues values, List<String> names, String where)
            throws PayloadException {
        if (shape.length == 0) {
            throw new PayloadException(where + ": shape is missing");
        }
        long width = 1;
        for (int i = 1; i < shape.length; i++) {
            width = Math.min(width * shape[i], Integer.MAX_VALUE);
        }
        if (width == 0) {
            throw new PayloadException(where + ".shape: expected every dimension after the first to be 1 or more");
        }
        if (shape[0] * width != values.size()) {
            throw new PayloadException(where + ": its shape does not say how many values its data has");
        }
        return new Tensor(name, datatype, (int) shape[0], (int) width, shape.length <= 2, values.toArray(), names);
    }

    private static long[] shape(JsonParser parser, String where) throws IOException, PayloadException {
        List<Long> shape = new ArrayList<>();
        boolean usable = parser.hasToken(JsonToken.START_ARRAY);
        while (usable && parser.nextToken() != JsonToken.END_ARRAY) {
            usable = parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                    && parser.getNumberType() == JsonParser.NumberType.INT
                    && parser.getIntValue() >= 0
                    && shape.size() < 8;
            if (usable) {
                shape.add((long) parser.getIntValue());
            }
        }
        if (!usable) {
            throw new PayloadException(where + ".shape: expected an array of up to 8 whole numbers, 0 or more");
        }
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
