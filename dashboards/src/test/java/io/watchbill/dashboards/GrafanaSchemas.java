package io.watchbill.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * What a dashboard may hold by the types of four lines of Grafana, as closed JSON Schemas: a field that the line does not
 * know is an error. {@code scripts/grafana-schemas} makes them.
 */
final class GrafanaSchemas {

    /** The lines, oldest first. */
    static final List<String> LINES = List.of("10.4", "11.6", "12.4", "13.2");

    private static final Map<String, Schema> SCHEMAS = new LinkedHashMap<>();

    private GrafanaSchemas() {}

    /** What Grafana of that line would not understand. */
    static List<Error> errors(String line, JsonNode dashboard) {
        return schema(line).validate(dashboard);
    }

    private static synchronized Schema schema(String line) {
        return SCHEMAS.computeIfAbsent(line, GrafanaSchemas::read);
    }

    private static Schema read(String line) {
        String file = "grafana-schemas/grafana-" + line + ".json.gz";
        try (InputStream in = GrafanaSchemas.class.getResourceAsStream(file)) {
            JsonNode json = new JsonMapper().readTree(new GZIPInputStream(Objects.requireNonNull(in, file)));
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(json);
            schema.initializeValidators();
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
