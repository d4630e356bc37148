package io.watchbill.exporter.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A part of a page. Text and values of attributes are escaped as they are written, so that no data becomes markup. */
sealed interface Html {

    /** Adds the markup. */
    void write(StringBuilder to);

    /** Text. */
    record Text(String text) implements Html {
        @Override
        public void write(StringBuilder to) {
            escape(to, text);
        }
    }

    /** A style sheet of this program's own, written as it is: browsers do not unescape it. Never holds data. */
    record Style(String css) implements Html {
        public Style {
            if (css.contains("</")) {
                throw new IllegalArgumentException("a style sheet must not close its own element");
            }
        }

        @Override
        public void write(StringBuilder to) {
            to.append("<style>").append(css).append("</style>\n");
        }
    }

    /** An attribute. */
    record Attribute(String name, String value) {}

    /** An element. Its name and those of its attributes are constants of this program. */
    record Element(String name, List<Attribute> attributes, List<Html> children) implements Html {
        private static final Set<String> VOID = Set.of("meta", "wbr");
        /** Written in a line of their own, for whoever reads the page's source. */
        private static final Set<String> LINES =
                Set.of("head", "title", "meta", "header", "main", "section", "details", "table", "tr", "li");

        public Element {
            attributes = List.copyOf(attributes);
            children = List.copyOf(children);
        }

        /** The same element with one attribute more. */
        Element with(String attribute, String value) {
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(new Attribute(attribute, value));
            return new Element(name, more, children);
        }

        /** The same element with further children. */
        Element add(List<? extends Html> more) {
            List<Html> all = new ArrayList<>(children);
            all.addAll(more);
            return new Element(name, attributes, all);
        }

        /** The same element with further children. */
        Element add(Html... more) {
            return add(List.of(more));
        }

        /** The same element with text behind its children. */
        Element add(String text) {
            return add(new Text(text));
        }

        @Override
        public void write(StringBuilder to) {
            to.append('<').append(name);
            for (Attribute attribute : attributes) {
                to.append(' ').append(attribute.name()).append("=\"");
                escape(to, attribute.value());
                to.append('"');
            }
            to.append('>');
            if (!VOID.contains(name)) {
                children.forEach(child -> child.write(to));
                to.append("</").append(name).append('>');
            }
            if (LINES.contains(name)) {
                to.append('\n');
            }
        }
    }

    /** An element without attributes and children. */
    static Element of(String name) {
        return new Element(name, List.of(), List.of());
    }

    /** An element with a class. */
    static Element of(String name, String cssClass) {
        return of(name).with("class", cssClass);
    }

    private static void escape(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> to.append("&amp;");
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                case '"' -> to.append("&quot;");
                case '\'' -> to.append("&#39;");
                // What no page may hold, and what turns the direction of the text behind it, is shown as unknown.
                default -> to.append(forbidden(c) ? '\uFFFD' : c);
            }
        }
    }

    private static boolean forbidden(char c) {
        boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= '\u007F' && c <= '\u009F');
        boolean turning =
                (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069') || c == '\u200E' || c == '\u200F';
        return control || turning;
    }
}
