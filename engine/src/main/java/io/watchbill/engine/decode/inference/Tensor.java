package io.watchbill.engine.decode.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input or output of a call.
 *
 * @param name as the protocol names it
 * @param datatype {@code FP32}, {@code INT64}, {@code BYTES} and so on
 * @param rows its first dimension
 * @param width values of each row: the product of the other dimensions
 * @param flat whether it has two dimensions at most, so that each of its values can be a column's
 * @param data row after row: {@link Double}, {@link Long}, {@link Boolean}, {@link String} or null
 * @param names of its columns or classes, where its parameters say them
 */
@SuppressWarnings("ArrayRecordComponent") // read once, in place
record Tensor(
        String name,
        String datatype,
        int rows,
        int width,
        boolean flat,
        @Nullable Object[] data,
        List<String> names) {
    @Nullable
    Object at(int row, int column) {
        return data[row * width + column];
    }

    boolean floating() {
        return datatype.startsWith("FP") || datatype.startsWith("BF");
    }
}
