package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** deploy/compose.yaml, which needs a container engine to run: read strictly and held against what is generated. */
class ComposeFileTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String NODE_EXPORTER = "127.0.0.1:9100";
    private static final String SYSTEM = "${WATCHBILL_SYSTEM:-../examples/flight-delay}";

    /** Every key that the file may have; another one is an error. */
    record Compose(String name, Map<String, Service> services, Map<String, Map<String, String>> volumes) {}

    record Service(
            String image,
            @Nullable Build build,
            @JsonProperty("network_mode") @Nullable String networkMode,
            @JsonProperty("read_only") boolean readOnly,
            @Nullable List<String> command,
            @Nullable List<String> ports,
            @Nullable List<String> tmpfs,
            @Nullable List<String> volumes,
            @Nullable Map<String, String> environment,
            @Nullable String restart) {}

    record Build(String context, String dockerfile) {}

    record Mount(String source, String target) {

        static Mount of(String text) {
            String[] parts = text.replace(SYSTEM, "../examples/flight-delay").split(":", -1);
            return new Mount(parts[0], parts[1]);
        }

        boolean isFile() {
            return source.startsWith(".");
        }
    }

    @Test
    void everyMountedPathExistsAndEveryVolumeIsDeclared() throws IOException {
        Compose compose = compose();
        for (Service service : compose.services().values()) {
            for (Mount mount : mounts(service)) {
                if (mount.isFile()) {
                    assertThat(DEPLOY.resolve(mount.source())).exists();
                } else {
                    assertThat(compose.volumes()).containsKey(mount.source());
                }
            }
        }
        Build build = Optional.ofNullable(service(compose, "exporter").build()).orElseThrow();
        assertThat(DEPLOY.resolve(build.context()).resolve(build.dockerfile())).exists();
    }

    @Test
    void configurationFilesAreThoseThatWereGenerated() throws IOException {
        Compose compose = compose();
        for (String name : List.of("prometheus", "alertmanager")) {
            Service service = service(compose, name);
            String configuration = Optional.ofNullable(service.command()).orElseThrow().stream()
                    .filter(argument -> argument.startsWith("--config.file="))
                    .findFirst()
                    .orElseThrow()
                    .substring("--config.file=".length());
            assertThat(inRepository(service, configuration)).exists();
        }
        Service grafana = service(compose, "grafana");
        JsonNode provider = YAML.readTree(inRepository(grafana, "/etc/grafana/provisioning/dashboards/watchbill.yaml")
                        .toFile())
                .at("/providers/0/options/path");
        assertThat(inRepository(grafana, provider.asText() + "/flight-delay-production-overview.json"))
                .exists();
        assertThat(inRepository(
                        grafana,
                        Optional.ofNullable(grafana.environment())
                                .orElseThrow()
                                .getOrDefault("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", "")))
                .exists();
    }

    @Test
    void addressesOfWhatWasGeneratedAreInTheOneNetworkAndThoseForPeoplePublished() throws IOException {
        Compose compose = compose();
        assertThat(compose.services())
                .allSatisfy((name, service) -> assertThat(service.networkMode())
                        .isEqualTo(name.equals("prometheus") ? null : "service:prometheus"));
        JsonNode prometheus = YAML.readTree(Path.of("../examples/flight-delay/generated/prometheus/prometheus.yml")
                .toFile());
        List<String> addresses = new ArrayList<>();
        prometheus.findValues("targets").forEach(targets -> targets.forEach(target -> addresses.add(target.asText())));
        JsonNode datasource =
                YAML.readTree(DEPLOY.resolve("grafana/datasource.yaml").toFile());
        addresses.add(URI.create(datasource.at("/datasources/0/url").asText()).getAuthority());

        List<String> published =
                Optional.ofNullable(service(compose, "prometheus").ports()).orElseThrow();
        assertThat(addresses)
                .contains("127.0.0.1:9090", "127.0.0.1:9093", NODE_EXPORTER)
                .allMatch(address -> address.startsWith("127.0.0.1:"));
        assertThat(compose.services()).containsKey("node-exporter");
        for (String address : addresses) {
            // Many machines have one already, at the port that this one would take.
            if (!address.equals(NODE_EXPORTER)) {
                assertThat(published).contains(address + address.substring(address.lastIndexOf(':')));
            }
        }
        assertThat(datasource.at("/datasources/0/jsonData/timeInterval").asText())
                .isEqualTo(prometheus.at("/global/scrape_interval").asText());
    }

    private static Path inRepository(Service service, String inContainer) {
        return mounts(service).stream()
                .filter(mount -> mount.isFile()
                        && (inContainer.equals(mount.target()) || inContainer.startsWith(mount.target() + "/")))
                .findFirst()
                .map(mount -> DEPLOY.resolve(
                        mount.source() + inContainer.substring(mount.target().length())))
                .orElseThrow(() -> new AssertionError("nothing is mounted at " + inContainer));
    }

    private static List<Mount> mounts(Service service) {
        return Optional.ofNullable(service.volumes()).orElse(List.of()).stream()
                .map(Mount::of)
                .toList();
    }

    private static Service service(Compose compose, String name) {
        return Optional.ofNullable(compose.services().get(name)).orElseThrow();
    }

    private static Compose compose() throws IOException {
        return YAML.readValue(Files.readString(DEPLOY.resolve("compose.yaml")), Compose.class);
    }
}
