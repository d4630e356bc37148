package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * The order in which a sender writes its features, which is hardly ever another one from event to event: the parser is asked
 * for the name that came after this one last time, which it compares with the bytes as they are. Finding a name among all
 * those that it knows takes several times as long.
 */
final class FeatureOrder {
    /** Before the first feature of an object. */
    static final int NONE = -1;

    /** A feature that is not declared. */
    static final int UNKNOWN = -2;

    /** The end of the object. */
    static final int END = -3;

    private final EventLayout layout;
    /** The column after each one, that of the first feature before all of them. */
    private final int[] following;

    /** As they are declared, until they come in another order. */
    FeatureOrder(EventLayout layout) {
        this.layout = layout;
        this.following = new int[layout.features().size() + 1];
        Arrays.setAll(following, column -> column);
    }

    /**
     * Reads the name of the next feature.
     *
     * @param before the column of the last declared feature of this object, or {@link #NONE}
     * @return its column, {@link #UNKNOWN} or {@link #END}
     */
    int next(JsonParser parser, int before) throws IOException {
        int expected = following[before + 1];
        if (expected == layout.features().size()) {
            parser.nextToken();
        } else if (parser.nextFieldName(layout.name(expected))) {
            return expected;
        }
        if (!parser.hasToken(JsonToken.FIELD_NAME)) {
            return END;
        }
        int column = layout.column(parser.currentName());
        if (column < 0) {
            return UNKNOWN;
        }
        following[before + 1] = column;
        return column;
    }
}
