package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;

/** Writes a dashboard: the same dashboard always gives the same bytes, one value a line, so that a diff is readable. */
public final class DashboardJson {

    private static final ObjectWriter WRITER = writer();

    private DashboardJson() {}

    private static ObjectWriter writer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return JsonMapper.builder()
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build()
                .writer(printer);
    }

    /** The dashboard as JSON with a line feed at its end. */
    public static String write(Dashboard dashboard) {
        try {
            // Jackson is faster at bytes than at characters.
            return new String(WRITER.writeValueAsBytes(dashboard), StandardCharsets.UTF_8) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("dashboard " + dashboard.uid() + " cannot be written as JSON", e);
        }
    }
}
