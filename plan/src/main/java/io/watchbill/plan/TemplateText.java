package io.watchbill.plan;

import java.util.regex.Pattern;

/** Text inside Prometheus' templates of labels and annotations. */
final class TemplateText {

    private static final Pattern OPENING = Pattern.compile("\\{\\{");

    /** NaN alone differs from itself. */
    private static final Pattern VALUE = Pattern.compile("\\{\\{ \\$value[^}]*}}");

    private TemplateText() {}

    /** Text that is shown as it stands, even where it looks like a template. */
    static String literal(String text) {
        return OPENING.matcher(text).replaceAll("{{ \"{{\" }}");
    }

    /** The template with every mention of the alert's value made one that also knows no value. */
    static String orUnknown(String template) {
        return VALUE.matcher(template)
                .replaceAll("{{ if eq \\$value \\$value }}$0{{ else }}unknown (its series have vanished){{ end }}");
    }

    /** The value of a label of the alert. */
    static String label(String name) {
        return "{{ $labels." + name + " }}";
    }
}
