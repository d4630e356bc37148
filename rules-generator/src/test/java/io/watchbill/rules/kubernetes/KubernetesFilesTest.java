package io.watchbill.rules.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources as the model of the operator's own definitions reads them, key for key and type for type. */
class KubernetesFilesTest {

    private static final String RULE = "kubernetes/prometheusrule-flight-delay.yaml";
    private static final String MONITOR = "kubernetes/servicemonitor.yaml";
    private static final String INCIDENTS = "kubernetes/servicemonitor-incidents.yaml";

    /** What the operator's definitions say of durations. */
    private static final Pattern DURATION =
            Pattern.compile("0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?");

    /** The model keeps keys that it does not know; here they are errors. */
    private static final ObjectMapper MODEL = YAMLMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private static final ObjectMapper YAML = new YAMLMapper();

    private final Plan plan = ExamplePlan.flightDelay();

    @Test
    void aSystemsRulesAreOneResourceThatHoldsTheGroupsOfItsRuleFiles() throws JsonProcessingException {
        String content = render(ScrapeAccess.OPEN).get(RULE);

        PrometheusRule rule = MODEL.readValue(content, PrometheusRule.class);
        JsonNode groups = YAML.readTree(content).path("spec").path("groups");

        assertThat(rule.getApiVersion() + "/" + rule.getKind()).isEqualTo("monitoring.coreos.com/v1/PrometheusRule");
        assertThat(rule.getMetadata().getName()).isEqualTo("watchbill-flight-delay");
        assertThat(rule.getMetadata().getLabels())
                .isEqualTo(
                        Map.of("app.kubernetes.io/name", "flight-delay", "app.kubernetes.io/managed-by", "watchbill"));
        assertThat(rule.getSpec().getGroups()).hasSizeGreaterThan(3);
        Set<JsonNode> ofFiles = new HashSet<>();
        for (Artifact file : RuleFiles.render(plan)) {
            YAML.readTree(file.content()).path("groups").forEach(ofFiles::add);
        }
        assertThat(groups).containsExactlyInAnyOrderElementsOf(ofFiles);
        for (String key : List.of("interval", "for", "keep_firing_for")) {
            assertThat(groups.findValuesAsText(key))
                    .as(key)
                    .isNotEmpty()
                    .allMatch(text -> !text.isEmpty() && DURATION.matcher(text).matches());
        }
    }

    @Test
    void theExporterIsScrapedAtItsPortAndItsLabelsWin() throws JsonProcessingException {
        ServiceMonitor monitor = MODEL.readValue(render(ScrapeAccess.OPEN).get(MONITOR), ServiceMonitor.class);

        assertThat(monitor.getMetadata().getName()).isEqualTo("watchbill-exporter");
        assertThat(monitor.getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("app.kubernetes.io/name", "watchbill-exporter"));
        assertThat(monitor.getSpec().getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPort()).isEqualTo("metrics");
            assertThat(endpoint.getPath()).isEqualTo("/metrics");
            assertThat(endpoint.getScheme()).isEqualTo("http");
            assertThat(endpoint.getInterval()).isEqualTo("15s");
            assertThat(endpoint.getHonorLabels()).isTrue();
            assertThat(endpoint.getBasicAuth()).isNull();
            assertThat(endpoint.getTlsConfig()).isNull();
        });
    }

    @Test
    void theIncidentServerIsScrapedWhereASystemNamesIt(@TempDir Path folder) throws IOException {
        assertThat(render(ScrapeAccess.OPEN)).doesNotContainKey(INCIDENTS);
        Path recorded = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop}
                models: {shop: {task: regression, features: {amount: {type: numeric}}}}
                alerting: {receivers: {page: {}, chat: {}, mail: {}, incident-recorder: {}}}
                """);
        Fleet fleet = new Fleet(List.of(plan, ExamplePlan.of(recorded, Target.DEFAULT)));

        String content =
                KubernetesFiles.monitors(fleet, new ScrapeAccess(Optional.of("scraper"), Optional.empty())).stream()
                        .filter(artifact -> artifact.path().equals(INCIDENTS))
                        .findFirst()
                        .orElseThrow()
                        .content();

        ServiceMonitor monitor = MODEL.readValue(content, ServiceMonitor.class);
        assertThat(monitor.getMetadata().getName()).isEqualTo("watchbill-incidents");
        assertThat(monitor.getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("app.kubernetes.io/name", "watchbill-incidents"));
        assertThat(monitor.getSpec().getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPort()).isEqualTo("web");
            assertThat(endpoint.getPath()).isEqualTo("/metrics");
            assertThat(endpoint.getHonorLabels()).isTrue();
            assertThat(endpoint.getBasicAuth().getUsername().getName()).isEqualTo("scraper");
        });
    }

    @Test
    void secretsAreNamedAndNeverWritten() throws JsonProcessingException {
        ScrapeAccess access = new ScrapeAccess(Optional.of("scraper"), Optional.of("authority"));

        ServiceMonitor monitor = MODEL.readValue(render(access).get(MONITOR), ServiceMonitor.class);

        assertThat(monitor.getSpec().getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getScheme()).isEqualTo("https");
            assertThat(endpoint.getBasicAuth().getUsername().getName()).isEqualTo("scraper");
            assertThat(endpoint.getBasicAuth().getUsername().getKey()).isEqualTo("username");
            assertThat(endpoint.getBasicAuth().getPassword().getName()).isEqualTo("scraper");
            assertThat(endpoint.getBasicAuth().getPassword().getKey()).isEqualTo("password");
            assertThat(endpoint.getTlsConfig().getCa().getSecret().getName()).isEqualTo("authority");
            assertThat(endpoint.getTlsConfig().getCa().getSecret().getKey()).isEqualTo("ca.crt");
        });
    }

    @Test
    void aKeyThatTheOperatorDoesNotKnowWouldBeFound() {
        String misspelt = render(ScrapeAccess.OPEN).get(MONITOR).replace("honorLabels", "honourLabels");

        assertThatThrownBy(() -> MODEL.readValue(misspelt, ServiceMonitor.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("honourLabels");
    }

    private Map<String, String> render(ScrapeAccess access) {
        return Stream.concat(
                        Stream.of(KubernetesFiles.rules(plan)),
                        KubernetesFiles.monitors(new Fleet(List.of(plan)), access).stream())
                .collect(Collectors.toMap(Artifact::path, Artifact::content));
    }
}
