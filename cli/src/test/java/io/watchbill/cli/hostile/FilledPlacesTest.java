package io.watchbill.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.dashboards.DashboardForm;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.dashboards.PanelProblem;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether the name of a variable in any text of a specification is shown as it is written, or refused. */
class FilledPlacesTest {

    private static final Path COMPLETE = Path.of("../spec/src/test/resources/io/watchbill/spec/reader/complete.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String TEXT = "zq $model";
    private static final Pattern FILLED = Pattern.compile("zq[ \\\\]*\\$model");

    @Test
    void aVariableInATextIsRefusedWhereADashboardWouldFillItIn() throws IOException {
        List<String> filled = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Map.Entry<Place, String> written : written().entrySet()) {
            Place place = written.getKey();
            JsonNode changed = YAML.readTree(Files.readString(COMPLETE));
            place.write(changed, written.getValue());
            ReadResult read =
                    new SpecificationReader(file -> YAML.writeValueAsString(changed)).read(Path.of("ops.yaml"));
            // What changes a dashboard may name its variables.
            if (read.findings().stream().noneMatch(Finding::isError)
                    && !place.path().toString().startsWith("/dashboards")) {
                Plan plan = Planner.plan(read.loaded().orElseThrow(), Target.DEFAULT);
                if (Dashboards.problems(plan).stream()
                        .anyMatch(problem -> problem.kind() == PanelProblem.Kind.FILLED_IN)) {
                    refused.add(place.toString());
                } else if (FILLED.matcher(dashboards(plan)).find()) {
                    filled.add(place.toString());
                }
            }
        }
        assertThat(filled).isEmpty();
        assertThat(refused)
                .contains(
                        "/metadata/description",
                        "/models/demand/segments/1/name",
                        "/business/value/unit",
                        "/monitoring/dashboards/0/purpose",
                        "/sources/application/0/selector",
                        "/alerting/alerts/1/promql",
                        "/metrics/0/promql");
    }

    /** A text for each place, in the form that it takes. */
    private static Map<Place, String> written() throws IOException {
        JsonNode complete = YAML.readTree(Files.readString(COMPLETE));
        Map<Place, String> written = new LinkedHashMap<>();
        Place.of(complete)
                .forEach(place -> written.put(
                        place, place.path().toString().endsWith("/selector") ? "job=\"" + TEXT + "\"" : TEXT));
        for (String list : List.of("alerting/alerts", "metrics", "slos")) {
            for (int i = 0; i < complete.at("/" + list).size(); i++) {
                for (String query : List.of("promql", "measurement/bad", "measurement/good", "measurement/total")) {
                    JsonPointer path = JsonPointer.compile("/" + list + "/" + i + "/" + query);
                    if (complete.at(path).isTextual()) {
                        written.put(
                                new Place(path, false),
                                complete.at(path).asText() + " and on () up{job=\"" + TEXT + "\"}");
                    }
                }
                JsonPointer summary = JsonPointer.compile("/" + list + "/" + i + "/summary");
                if (complete.at(summary).isTextual()) {
                    written.put(new Place(summary, false), TEXT);
                }
            }
        }
        return written;
    }

    private static String dashboards(Plan plan) {
        return Stream.concat(
                        Dashboards.render(plan, DashboardForm.FILES).stream(),
                        Dashboards.common(new Fleet(List.of(plan)), DashboardForm.FILES).stream())
                .map(Artifact::content)
                .collect(Collectors.joining("\n"));
    }
}
