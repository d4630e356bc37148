package io.watchbill.plan.yaml;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/**
 * Writes records of a target format as one YAML document: keys in the records' order and in snake case, empty members
 * left out, text plain where every YAML reader takes it as text, literal blocks where it has several lines. The same
 * value gives the same bytes.
 */
public final class YamlText {

    private static final ObjectMapper MAPPER = YAMLMapper.builder(new YamlWriting(YAMLFactory.builder()
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .stringQuotingChecker(new PlainText())))
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
        try {
            return text.append(MAPPER.writeValueAsString(value)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as YAML: " + value.getClass(), e);
        }
    }
}
