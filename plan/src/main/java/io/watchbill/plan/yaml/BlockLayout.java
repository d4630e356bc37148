package io.watchbill.plan.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Lays a value out as YAML in block style: two spaces for each level, the items of a list one level deeper than its key. A
 * general emitter finds out for every text anew what holds for all of these files; of thousands of files that was a fifth of
 * the whole compilation.
 */
final class BlockLayout {
    private static final String LEVEL = "  ";
    /** A reader looks for the colon of a key for 1,024 characters, of which an escaped one takes up to ten. */
    private static final int LONGEST_KEY = 100;

    private final JsonParser tokens;
    private final StringBuilder out;

    private BlockLayout(JsonParser tokens, StringBuilder out) {
        this.tokens = tokens;
        this.out = out;
    }

    /** Appends the next value of {@code tokens}, a map or a list, as a document that ends in a line feed. */
    static void append(JsonParser tokens, StringBuilder out) throws IOException {
        BlockLayout layout = new BlockLayout(tokens, out);
        JsonToken token = tokens.nextToken();
        if (!token.isStructStart()) {
            throw new IllegalArgumentException("a document is a map or a list, but got: " + tokens.getText());
        }
        if (layout.isEmpty(token)) {
            return;
        }
        if (token == JsonToken.START_OBJECT) {
            layout.members(0, false);
        } else {
            layout.items(1, false);
        }
    }

    /** Whether nothing is in the map or list that begins; then it is written, else its first token is the current one. */
    private boolean isEmpty(JsonToken start) throws IOException {
        if (!tokens.nextToken().isStructEnd()) {
            return false;
        }
        out.append(start == JsonToken.START_OBJECT ? "{}\n" : "[]\n");
        return true;
    }

    /** @param inLine whether the first one goes on in the line that is there */
    private void members(int level, boolean inLine) throws IOException {
        boolean indented = inLine;
        for (JsonToken token = tokens.currentToken(); token != JsonToken.END_OBJECT; token = tokens.nextToken()) {
            indent(indented ? 0 : level);
            indented = false;
            key(tokens.currentName(), level);
            member(level);
        }
    }

    private void key(String name, int level) {
        boolean isLong = name.length() > LONGEST_KEY;
        out.append(isLong ? "? " : "");
        ScalarText.appendLine(name, out);
        if (isLong) {
            out.append('\n');
            indent(level);
        }
        out.append(':');
    }

    private void member(int level) throws IOException {
        JsonToken token = tokens.nextToken();
        if (!token.isStructStart()) {
            out.append(' ');
            scalar(token, level);
            return;
        }
        int key = out.length();
        if (isEmpty(token)) {
            out.insert(key, ' ');
            return;
        }
        out.append('\n');
        if (token == JsonToken.START_OBJECT) {
            members(level + 1, false);
        } else {
            items(level + 1, false);
        }
    }

    /** @param inLine whether the first one goes on in the line that is there */
    private void items(int level, boolean inLine) throws IOException {
        boolean indented = inLine;
        for (JsonToken token = tokens.currentToken(); token != JsonToken.END_ARRAY; token = tokens.nextToken()) {
            indent(indented ? 0 : level);
            indented = false;
            out.append("- ");
            item(token, level);
        }
    }

    private void item(JsonToken token, int level) throws IOException {
        if (!token.isStructStart()) {
            scalar(token, level);
        } else if (!isEmpty(token)) {
            if (token == JsonToken.START_OBJECT) {
                members(level + 1, true);
            } else {
                items(level + 1, true);
            }
        }
    }

    private void scalar(JsonToken token, int level) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            ScalarText.append(tokens.getText(), LEVEL.repeat(level + 1), out);
        } else {
            out.append(tokens.getText());
        }
        out.append('\n');
    }

    private void indent(int level) {
        for (int i = 0; i < level; i++) {
            out.append(LEVEL);
        }
    }
}
