package io.watchbill.plan.yaml;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.List;

/**
 * Writes records of a target format as one YAML document: keys in the records' order and in snake case, empty members
 * left out, text plain where every YAML reader takes it as text, literal blocks where it has several lines. The same
 * value gives the same bytes.
 */
public final class YamlText {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .build();

    private YamlText() {}

    /**
     * The document of {@code value}, headed by one comment line for each of {@code comments}.
     *
     * @throws IllegalArgumentException if a comment holds a line break, or Jackson cannot write the value
     */
    public static String of(Object value, List<String> comments) {
        StringBuilder text = new StringBuilder();
        for (String comment : comments) {
            if (comment.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException("a comment is one line, but got: " + comment);
            }
            text.append("# ").append(comment).append('\n');
        }
        try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
            MAPPER.writeValue(tokens, value);
            BlockLayout.append(tokens.asParser(), text);
            return text.toString();
        } catch (IOException e) {
            throw new IllegalArgumentException("not writable as YAML: " + value.getClass(), e);
        }
    }
}
