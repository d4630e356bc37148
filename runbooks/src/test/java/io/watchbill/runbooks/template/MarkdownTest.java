package io.watchbill.runbooks.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final List<String> HOSTILE = List.of(
            "\\",
            "`",
            "``",
            "*",
            "**",
            "_",
            "__",
            "{",
            "{{",
            "{%",
            "}",
            "[",
            "]",
            "](",
            "<",
            ">",
            "(",
            ")",
            "#",
            "##",
            "+",
            "-",
            "---",
            ".",
            "!",
            "![",
            "|",
            "~",
            "~~",
            "&",
            "&amp;",
            "&#35;",
            "=",
            "1.",
            "2)",
            "a",
            "b1",
            "é",
            "=== ",
            " ",
            "  ",
            "\n",
            "\t",
            "http://x.y",
            "javascript:",
            "\"",
            "'",
            "$",
            "%",
            "^",
            ":",
            "\u00a0",
            "\ud83d\ude00");

    @ParameterizedTest(name = "random text of seed {0} reads back as itself")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomTextReadsBackAsItself(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String value = random.ints(random.nextInt(8) + 1, 0, HOSTILE.size())
                    .mapToObj(HOSTILE::get)
                    .collect(Collectors.joining());
            String expected = value.replaceAll("[\\s\\u00a0]+", " ").strip();
            String escaped = Markdown.text(value);

            assertThat(escaped).doesNotContain("{{", "{%");
            assertThat(plain(Paragraph.class, "word " + escaped)).as(value).isEqualTo(("word " + expected).strip());
            assertThat(plain(Paragraph.class, "***\n\n" + escaped + "\n"))
                    .as(value)
                    .isEqualTo(expected);
            assertThat(plain(Heading.class, "### " + escaped)).as(value).isEqualTo(expected);
            assertThat(plain(ListItem.class, "1. " + escaped)).as(value).isEqualTo(expected);
            assertThat(cells("| " + Markdown.cell(value) + " | next |"))
                    .as(value)
                    .containsExactly(expected, "next");
        }
    }

    @ParameterizedTest(name = "random code of seed {0} reads back as itself")
    @ValueSource(longs = {11, 12, 13, 14})
    void randomCodeReadsBackAsItself(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String value = random.ints(random.nextInt(8) + 1, 0, HOSTILE.size())
                    .mapToObj(HOSTILE::get)
                    .collect(Collectors.joining());
            String expected = value.replaceAll("[\\s\\u00a0]+", " ").strip();

            assertThat(plain(Paragraph.class, "see " + Markdown.code(value)))
                    .as(value)
                    .isEqualTo(("see " + expected).strip());
            assertThat(cells("| " + Markdown.codeInCell(value) + " | next |"))
                    .as(value)
                    .containsExactly(expected, "next");
            assertThat(fenced(Markdown.fence(value, "sh", 0))).as(value).isEqualTo(value.stripTrailing() + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '§', commentCharacter = '¤', textBlock = """
                    flight_delay drifts at 0.25 (PSI)     ~ flight_delay drifts at 0.25 (PSI)
                    #travel-ml                            ~ \\#travel-ml
                    > 0.5% for 5m                         ~ \\> 0.5% for 5m
                    < 80ms                                ~ < 80ms
                    2%..4%                                ~ 2%..4%
                    a | b                                 ~ a \\| b
                    3. restart                            ~ 3\\. restart
                    {{ $labels.column }} moved            ~ {\\{ $labels.column }} moved
                    {% raw %} and {{%                     ~ {&#37; raw %} and {\\{&#37;
                    <script>alert(1)</script>             ~ \\<script>alert(1)\\</script>
                    [x](javascript:alert(1))              ~ \\[x\\](javascript:alert(1))
                    """)
    void onlyMarkupIsEscaped(String value, String expected) {
        assertThat(Markdown.text(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '§', commentCharacter = '¤', textBlock = """
                    run `kubectl get pods | wc -l` *now*  ~ run `kubectl get pods | wc -l` \\*now\\*
                    `x`                                   ~ `x`
                    # `x` # y                             ~ \\# `x` \\# y
                    `x` - y                               ~ `x` - y
                    - `x`                                 ~ \\- `x`
                    a ` b                                 ~ a \\` b
                    `` a`b `` c                           ~ ``a`b`` c
                    plain                                 ~ plain
                    """)
    void proseKeepsCodeAndEscapesTheRest(String value, String expected) {
        assertThat(Markdown.prose(value)).isEqualTo(expected);
    }

    @Test
    void blockOfCodeInAListItemIsIndentedWithIt() {
        String item = "1. Look:\n\n   " + Markdown.fence("a\nb", "sh", 3) + "\n";

        assertThat(item).isEqualTo("1. Look:\n\n   ```sh\n   a\n   b\n   ```\n");
        assertThat(fenced(item)).isEqualTo("a\nb\n");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/d/x?var-a=b c, https://a.example/d/x?var-a=b%20c",
        "https://a.example/(x)[y], https://a.example/%28x%29%5By%5D",
        "../runbooks/x.md#y, ../runbooks/x.md#y",
        "mailto:a@example.com, mailto:a@example.com",
        "https://a.example/é<>, https://a.example/%C3%A9%3C%3E"
    })
    void addressesCannotEndTheirLink(String value, String expected) {
        assertThat(Markdown.url(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "file:///etc/passwd"})
    void otherSchemesAreRefused(String value) {
        assertThatThrownBy(() -> Markdown.url(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + value + "' is no address to link to: expected http, https or mailto, or a path"
                        + " without a scheme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a--b", "-a", "a_b", "a\"><b>"})
    void onlyPlainAnchorsAreTaken(String value) {
        assertThatThrownBy(() -> Markdown.anchor(value))
                .hasMessage("'" + value + "' is no anchor: expected lower-case letters, digits and single hyphens");
    }

    /** The text of the last node of that kind, with nothing in it but text and code. */
    private static String plain(Class<? extends Node> kind, String markdown) {
        List<String> found = new java.util.ArrayList<>();
        visit(PARSER.parse(markdown), node -> {
            if (kind.isInstance(node)) {
                found.add(textOf(node));
            }
        });
        return found.isEmpty() ? "" : found.get(found.size() - 1);
    }

    private static List<String> cells(String row) {
        List<String> cells = new java.util.ArrayList<>();
        visit(PARSER.parse("| a | b |\n|---|---|\n" + row + "\n"), node -> {
            if (node instanceof TableCell cell && !cell.isHeader()) {
                cells.add(textOf(cell));
            }
        });
        return cells;
    }

    private static String fenced(String markdown) {
        StringBuilder found = new StringBuilder();
        visit(PARSER.parse(markdown), node -> {
            if (node instanceof FencedCodeBlock block) {
                found.append(block.getLiteral());
            }
        });
        return found.toString();
    }

    private static void visit(Node node, java.util.function.Consumer<Node> each) {
        each.accept(node);
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            visit(child, each);
        }
    }

    private static String textOf(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(CustomNode part) {
                visitChildren(part);
            }
        });
        return text.toString();
    }
}
