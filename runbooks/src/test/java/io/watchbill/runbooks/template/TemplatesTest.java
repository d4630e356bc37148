package io.watchbill.runbooks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {

    @Test
    void valuesAreDataWhateverTheyHold() {
        String rendered = render("{{ value | md }}", Map.of("value", "{{ 7 * 7 }} {% raw %} <b>"));

        assertThat(rendered).isEqualTo("{\\{ 7 \\* 7 }} {&#37; raw %} \\<b>");
    }

    @Test
    void blocksLeaveNoEmptyLines() {
        String source = "{% for row in rows %}\n| {{ row.name | md }} |\n{% endfor %}\nend\n";

        assertThat(render(source, Map.of("rows", List.of(Map.of("name", "a"), Map.of("name", "b")))))
                .isEqualTo("| a |\n| b |\nend\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '§', commentCharacter = '¤', textBlock = """
                    {{ missing | md }}                     ~ no such value is known
                    {{ map.missing | md }}                 ~ no such value is known
                    {{ map | md }}                         ~ expects text or a whole number
                    {{ text | nosuch | md }}               ~ t:1: there is no filter 'nosuch'
                    {{ text }}                             ~ t:1: '{{ text }}' must end in one of the filters md, mdaddress, mdanchor,
                    {{ text | md | upper }}                ~ t:1: '{{ text | md | upper }}' must end in one of
                    {{ text + text | md }}                 ~ t:1: '{{ text + text | md }}' is escaped in part only: put what
                    {{ text if text else text | md }}      ~ t:1: '{{ text if text else text | md }}' is escaped in part only
                    {{ text | md + text }}                 ~ t:1: '{{ text | md + text }}' is escaped in part only: put what
                    {% print text %}                       ~ t:1: templates may not use 'print', only elif, else, endfor, endif,
                    {% call x() %}{% endcall %}            ~ t:1: templates may not use 'call'
                    {% macro x() %}{% endmacro %}          ~ t:1: templates may not use 'macro'
                    {{ text | render | md }}               ~ 'render' is disabled
                    {% include 'x' %}                      ~ t:1: templates may not use 'include'
                    {% import 'x' as y %}                  ~ t:1: templates may not use 'import'
                    {% from 'x' import y %}                ~ t:1: templates may not use 'from'
                    {% extends 'x' %}                      ~ t:1: templates may not use 'extends'
                    {% do map.put('a', 'b') %}             ~ t:1: templates may not use 'do'
                    {{ map.put('a', 'b') | md }}           ~ UnsupportedOperationException
                    {{ list.add('b') | md }}               ~ UnsupportedOperationException
                    {{ text | mdanchor }}                  ~ 'A text' is no anchor
                    {{ 'javascript:x' | mdurl }}           ~ 'javascript:x' is no address to link to
                    {% if missing %}x{% endif %}           ~ UnknownTokenException: Unknown token found: missing
                    {% for a in missing %}x{% endfor %}    ~ UnknownTokenException: Unknown token found: missing
                    {% if text %}                          ~ t:1:
                    """)
    void whatATemplateMayNotDoFails(String source, String message) {
        Map<String, Object> values = new HashMap<>();
        values.put("text", "A text");
        values.put("map", new HashMap<>(Map.of("key", "value")));
        values.put("list", new ArrayList<>(List.of("a")));

        assertThatThrownBy(() -> render(source, values))
                .isInstanceOf(TemplateFailure.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("t:1:");
    }

    @Test
    void aFailureNamesTheLine() {
        assertThatThrownBy(() -> render("one\ntwo\n{{ missing | md }}\n", Map.of()))
                .hasMessage("t:3: Error in filter 'md': no such value is known\n    {{ missing | md }}");
    }

    @Test
    void classesOutsideAreOutOfReach() {
        assertThatThrownBy(() -> render("{{ text.getClass().getName() | md }}", Map.of("text", "x")))
                .isInstanceOf(TemplateFailure.class);
        assertThatThrownBy(() -> render("{{ ____int3rpr3t3r____.config | md }}", Map.of()))
                .isInstanceOf(TemplateFailure.class);
    }

    @Test
    void onlyPlainValuesAreTaken() {
        assertThatThrownBy(() -> render("x", Map.of("thing", new Object())))
                .hasMessage(
                        "'thing' is a Object: templates take texts, whole numbers, booleans, lists and maps of them");
    }

    @Test
    void missingTemplatesAreNamed() {
        TemplateSet set = new TemplateSet(TemplatesTest.class, List.of("t"));

        assertThatThrownBy(() -> Templates.of(set).render("t", Map.of()))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage("there is no template t");
        assertThatThrownBy(() -> Templates.of(set).render("nosuch.md.jinja", Map.of()))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage("there is no template nosuch.md.jinja");
    }

    private static String render(String source, Map<String, ?> values) {
        TemplateSet set = new TemplateSet(TemplatesTest.class, List.of("t"));
        return Templates.of(List.of(set), Map.of("t", source)).render("t", values);
    }
}
