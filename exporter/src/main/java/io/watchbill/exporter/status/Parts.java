package io.watchbill.exporter.status;

import io.watchbill.engine.Bound;
import io.watchbill.exporter.status.Html.Element;
import io.watchbill.statistics.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What several parts of the page are made of. */
final class Parts {
    /** The class of cells that a narrow screen has no room for. */
    static final String MINOR = "minor";

    private Parts() {}

    /** A name with what belongs to it. */
    static Element fact(String name, String value) {
        return Html.of("div").add(Html.of("dt").add(name)).add(Html.of("dd").add(value));
    }

    /** Names and values in turn. */
    static Element facts(String... namesAndValues) {
        List<Element> facts = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.add(fact(namesAndValues[i], namesAndValues[i + 1]));
        }
        return Html.of("dl", "facts").add(facts);
    }

    /** A section with its heading. */
    static Element section(String anchor, String title) {
        return Html.of("section").with("id", anchor).add(Html.of("h2").add(title));
    }

    /** A heading of a column; the name is followed by {@code number} or {@code minor} or both where the cells are. */
    static Element head(String name, String... classes) {
        return cell(Html.of("th").with("scope", "col"), name, classes);
    }

    /** A cell with text. */
    static Element cell(String text, String... classes) {
        return cell(Html.of("td"), text, classes);
    }

    private static Element cell(Element cell, String text, String... classes) {
        return (classes.length == 0 ? cell : cell.with("class", String.join(" ", classes))).add(text);
    }

    /** The head of a row: a name, which may be broken where its words are joined. */
    static Element rowHead(String name) {
        List<Html> parts = new ArrayList<>();
        int from = 0;
        for (int end = name.indexOf('_') + 1; end > 0; end = name.indexOf('_', from) + 1) {
            parts.add(new Html.Text(name.substring(from, end)));
            parts.add(Html.of("wbr"));
            from = end;
        }
        parts.add(new Html.Text(name.substring(from)));
        return Html.of("th").with("scope", "row").add(parts);
    }

    /** A cell with a number. */
    static Element number(String text, String... classes) {
        String[] all = Arrays.copyOf(classes, classes.length + 1);
        all[classes.length] = "number";
        return cell(text, all);
    }

    /** A table that scrolls in itself where it is wider than the screen. */
    static Element table(List<Element> heads, List<Element> rows) {
        return Html.of("div", "scroll")
                .add(Html.of("table")
                        .add(Html.of("thead").add(Html.of("tr").add(heads)))
                        .add(Html.of("tbody").add(rows)));
    }

    /** The class of what has a verdict. */
    static String tone(@Nullable Verdict verdict) {
        return verdict == null ? "unknown" : verdict.name().toLowerCase(Locale.ROOT);
    }

    /** A verdict in one or two words, so that colour is never all that tells. */
    static Element badge(@Nullable Verdict verdict) {
        String word = verdict == null ? "no verdict" : verdict == Verdict.NONE ? "no drift" : tone(verdict);
        return Html.of("span", "badge " + tone(verdict)).add(word);
    }

    /** A bar of a bound's use. */
    static Element bar(Bound bound) {
        double share = bound.maximum() == 0 ? 0 : Math.min(1, bound.share());
        String width = String.format(Locale.ROOT, "%.1f", share * 100);
        return Html.of("svg", BoundWords.near(bound) ? "bar near" : "bar")
                .with("viewBox", "0 0 100 8")
                .with("preserveAspectRatio", "none")
                .with("aria-hidden", "true")
                .add(rectangle("all", "100"), rectangle("used", width));
    }

    private static Element rectangle(String cssClass, String width) {
        return Html.of("rect", cssClass).with("width", width).with("height", "8");
    }
}
