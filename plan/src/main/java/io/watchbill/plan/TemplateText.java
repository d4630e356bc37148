package io.watchbill.plan;

import java.util.regex.Pattern;

/** Text inside Prometheus' templates of labels and annotations. */
final class TemplateText {

    private static final Pattern OPENING = Pattern.compile("\\{\\{");

    private TemplateText() {}

    /** Text that is shown as it stands, even where it looks like a template. */
    static String literal(String text) {
        return OPENING.matcher(text).replaceAll("{{ \"{{\" }}");
    }

    /** The value of a label of the alert. */
    static String label(String name) {
        return "{{ $labels." + name + " }}";
    }
}
