package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows that are written one after the other: {@code instances} and {@code predictions}. A row is a value, an array
 * of values, or an object whose fields are one or the other.
 */
final class InstanceReader {
    /** The values of one column, or of one field, over all rows. */
    private static final class Column {
        private final List<@Nullable Object> values = new ArrayList<>();
        private final int width;
        private int rows;

        Column(int width) {
            this.width = width;
        }
    }

    private final String where;
    private final TensorValues.Budget budget;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private int rows;

    private InstanceReader(String where, TensorValues.Budget budget) {
        this.where = where;
        this.budget = budget;
    }

    /** Reads the array at the parser's token; rows that are no objects become one tensor of the array's own name. */
    static List<Tensor> read(JsonParser parser, String field, TensorValues.Budget budget)
            throws IOException, PayloadException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw new PayloadException(field + ": expected an array with a row for each prediction");
        }
        InstanceReader reader = new InstanceReader(field, budget);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    reader.add(name, parser);
                }
            } else {
                reader.add(field, parser);
            }
            reader.rows++;
        }
        return reader.tensors();
    }

    private void add(String name, JsonParser parser) throws IOException, PayloadException {
        TensorValues cell = new TensorValues(budget);
        cell.addAll(parser, where);
        if (cell.size() == 0) {
            throw new PayloadException(where + "[" + rows + "]: expected at least one value");
        }
        Column column = columns.computeIfAbsent(name, key -> new Column(cell.size()));
        if (column.rows == rows + 1 || column.width != cell.size()) {
            throw new PayloadException(where + "[" + rows + "]: expected as many values as in the rows before it");
        }
        fill(column);
        column.values.addAll(Arrays.asList(cell.toArray()));
        column.rows = rows + 1;
    }

    /** Rows that had no such field have no value. */
    private void fill(Column column) throws PayloadException {
        budget.take((rows - column.rows) * (long) column.width);
        for (; column.rows < rows; column.rows++) {
            for (int i = 0; i < column.width; i++) {
                column.values.add(null);
            }
        }
    }

    private List<Tensor> tensors() throws PayloadException {
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<String, Column> entry : columns.entrySet()) {
            Column column = entry.getValue();
            fill(column);
            @Nullable Object[] data = column.values.toArray(new @Nullable Object[0]);
            tensors.add(new Tensor(entry.getKey(), datatype(data), rows, column.width, true, data, List.of()));
        }
        return tensors;
    }

    private static String datatype(@Nullable Object[] data) {
        for (Object value : data) {
            if (value instanceof Double) {
                return "FP64";
            }
        }
        return data.length > 0 && data[0] instanceof Long ? "INT64" : "BYTES";
    }
}
