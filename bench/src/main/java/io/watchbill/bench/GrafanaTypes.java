package io.watchbill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.watchbill.dashboards.lint.LintedDashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The schemas of Grafana's types that lie packed beside the dashboards' tests. */
final class GrafanaTypes {

    private GrafanaTypes() {}

    /** Holds the dashboards to the types of every line of Grafana, reading the schemas first; gives what does not fit. */
    static List<String> misfits(Path folder, List<LintedDashboard> dashboards) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json.gz")).toList();
        }
        return files.stream()
                .map(GrafanaTypes::schema)
                .flatMap(schema -> dashboards.stream().flatMap(each -> schema.validate(each.json()).stream()))
                .map(Error::toString)
                .toList();
    }

    private static Schema schema(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode json = new ObjectMapper().readTree(in);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
