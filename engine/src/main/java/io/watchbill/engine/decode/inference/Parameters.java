package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is read of {@code parameters}.
 *
 * @param names of a tensor's columns or classes: {@code columns} or {@code classes}, as an array or a text with commas
 * @param binary whether data is outside of the JSON
 */
record Parameters(List<String> names, boolean binary) {
    static final Parameters NONE = new Parameters(List.of(), false);

    private static final int MOST_NAMES = 10_000;

    static Parameters read(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            parser.skipChildren();
            return NONE;
        }
        List<String> names = List.of();
        boolean binary = false;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (field.equals("binary_data_size")) {
                binary = true;
            }
            if (field.equals("columns") || field.equals("classes")) {
                names = token == JsonToken.VALUE_STRING ? split(parser.getText()) : list(parser);
            } else {
                parser.skipChildren();
            }
        }
        return new Parameters(names, binary);
    }

    private static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(",", MOST_NAMES)) {
            names.add(name.strip());
        }
        return List.copyOf(names);
    }

    private static List<String> list(JsonParser parser) throws IOException {
        List<String> names = new ArrayList<>();
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            parser.skipChildren();
            return names;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isScalarValue() && names.size() < MOST_NAMES) {
                names.add(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return List.copyOf(names);
    }
}
