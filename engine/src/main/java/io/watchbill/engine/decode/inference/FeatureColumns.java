package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watchbill.engine.decode.EventLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which input holds which feature. */
final class FeatureColumns {
    /** Features that the model does not declare are only counted, so that their names need not be repeated. */
    private static final String UNDECLARED = "?";

    private record Column(String feature, Tensor tensor, int index) {}

    private final List<Column> columns;
    private final int undeclared;
    private final int rows;

    private FeatureColumns(List<Column> columns, int undeclared, int rows) {
        this.columns = columns;
        this.undeclared = undeclared;
        this.rows = rows;
    }

    static FeatureColumns of(List<Tensor> inputs, EventLayout layout) throws PayloadException {
        List<String> declared =
                layout.features().stream().map(EventLayout.Feature::name).toList();
        Set<String> known = new HashSet<>(declared);
        List<Column> columns = new ArrayList<>();
        int undeclared = 0;
        int rows = -1;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = inputs.get(i);
            if (rows >= 0 && input.rows() != rows) {
                throw new PayloadException("inputs[" + i + "]: expected as many rows as in the inputs before it");
            }
            rows = input.rows();
            List<String> names = names(input, declared, "inputs[" + i + "]");
            for (int column = 0; column < names.size(); column++) {
                if (known.contains(names.get(column))) {
                    columns.add(new Column(names.get(column), input, column));
                } else {
                    undeclared++;
                }
            }
        }
        return new FeatureColumns(columns, undeclared, Math.max(0, rows));
    }

    /** The features in a tensor's columns. */
    private static List<String> names(Tensor input, List<String> declared, String where) throws PayloadException {
        if (!input.flat()) {
            return List.of(UNDECLARED);
        }
        if (!input.names().isEmpty()) {
            if (input.names().size() != input.width()) {
                throw new PayloadException(where + ".parameters.columns: expected a name for each of its columns");
            }
            return input.names();
        }
        if (input.width() == 1 && (declared.contains(input.name()) || declared.size() != 1)) {
            return List.of(input.name());
        }
        if (input.width() != declared.size()) {
            throw new PayloadException(where + ": has " + input.width() + " columns where the model has "
                    + declared.size() + " features; name the columns in its parameters (columns), or send a tensor for"
                    + " each feature");
        }
        return declared;
    }

    int rows() {
        return rows;
    }

    void write(JsonGenerator json, int row) throws IOException {
        for (Column column : columns) {
            json.writeFieldName(column.feature());
            InferenceRows.write(json, column.tensor().at(row, column.index()));
        }
        for (int i = 0; i < undeclared; i++) {
            json.writeNullField(UNDECLARED);
        }
    }
}
