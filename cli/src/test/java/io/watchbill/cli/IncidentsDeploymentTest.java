package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.incidents.serve.IncidentsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/** The files of {@code deploy/} for the incident server, held against the program that they run. */
class IncidentsDeploymentTest {

    private static final Path KUBERNETES = Path.of("../deploy/kubernetes");
    private static final Path BASE = KUBERNETES.resolve("incidents");
    private static final Path COMPONENT = KUBERNETES.resolve("components/incidents-service-monitor");
    private static final String NAME = "watchbill-incidents";

    private final JsonNode set = read(BASE.resolve("statefulset.yaml"));
    private final JsonNode pod = set.at("/spec/template/spec");
    private final JsonNode container = pod.at("/containers/0");
    private final CommandSpec serve = Watchbill.commandLine()
            .getSubcommands()
            .get("incidents")
            .getSubcommands()
            .get("serve")
            .getCommandSpec();

    @Test
    void everyArgumentIsOneOfTheCommandAndNamesWhatIsMounted() {
        Map<String, String> given = new TreeMap<>();
        List<String> words = new ArrayList<>();
        for (JsonNode argument : container.path("args")) {
            String[] parts = argument.asText().split("=", 2);
            if (parts.length == 2) {
                assertThat(serve.findOption(parts[0])).as(parts[0]).isNotNull();
                given.put(parts[0], parts[1]);
            } else {
                words.add(argument.asText());
            }
        }
        Map<String, String> mounts = new TreeMap<>();
        container
                .path("volumeMounts")
                .forEach(mount -> mounts.put(
                        mount.path("name").asText(), mount.path("mountPath").asText()));

        assertThat(words).containsExactly("incidents", "serve", mounts.get("specification") + "/ops.yaml");
        assertThat(given.get("--dir")).startsWith(mounts.get("data") + "/");
        assertThat(given).containsEntry("--web.config.file", mounts.get("web") + "/web-config.yml");
        TreeSet<String> volumes = new TreeSet<>(pod.path("volumes").findValuesAsText("name"));
        volumes.removeIf(NAME::equals);
        volumes.add(set.at("/spec/volumeClaimTemplates/0/metadata/name").asText());
        assertThat(mounts.keySet()).isEqualTo(volumes);
    }

    @Test
    void everyPartNamesTheSamePort() throws IOException {
        String address = serve.findOption("--listen").defaultValue();
        String port = address.substring(address.indexOf(':') + 1);
        JsonNode service = read(BASE.resolve("service.yaml")).at("/spec/ports/0");
        JsonNode endpoint = read(COMPONENT.resolve("service-monitor.yaml")).at("/spec/endpoints/0");

        assertThat(container.path("args").toString()).contains("\"--listen=:" + port + "\"");
        assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(port);
        assertThat(service.path("port").asText()).isEqualTo(port);
        assertThat(List.of(
                        container.at("/ports/0/name").asText(),
                        container.at("/startupProbe/httpGet/port").asText(),
                        service.path("name").asText(),
                        service.path("targetPort").asText()))
                .containsOnly(endpoint.path("port").asText());
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/-/healthy");
        assertThat(Files.readString(BASE.resolve("ops.yaml")))
                .contains("http://" + NAME + ":" + port + IncidentsServer.PATH);
        assertThat(Files.readString(Path.of("../deploy/container/watchbill.Containerfile")))
                .contains("\nEXPOSE " + port + "\n", "\nUSER 65532:65532\n", "-o 65532 -g 65532");
    }

    @Test
    void everyResourceIsListedAndNamedAsTheOthersExpect() throws IOException {
        for (Path folder : List.of(BASE, COMPONENT)) {
            JsonNode kustomization = read(folder.resolve("kustomization.yaml"));
            TreeSet<String> listed = new TreeSet<>(List.of("kustomization.yaml"));
            kustomization.path("resources").forEach(file -> listed.add(file.asText()));
            kustomization.at("/configMapGenerator/0/files").forEach(file -> listed.add(file.asText()));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(listed);
            }
            for (JsonNode resource : kustomization.path("resources")) {
                assertThat(read(folder.resolve(resource.asText()))
                                .at("/metadata/name")
                                .asText())
                        .isEqualTo(NAME);
            }
        }
        JsonNode monitor = read(COMPONENT.resolve("service-monitor.yaml"));
        assertThat(monitor.at("/spec/selector/matchLabels"))
                .isEqualTo(read(BASE.resolve("kustomization.yaml")).at("/labels/0/pairs"));
        assertThat(monitor.at("/spec/endpoints/0/authorization/credentials/name")
                        .asText())
                .isEqualTo(pod.at("/volumes/1/secret/secretName").asText());
        assertThat(pod.path("serviceAccountName").asText()).isEqualTo(NAME);
        assertThat(set.at("/spec/serviceName").asText()).isEqualTo(NAME);
    }

    @Test
    void thePodIsOneOfTheRestrictedStandardWithAReadOnlyRoot() {
        JsonNode exporter = read(KUBERNETES.resolve("base/statefulset.yaml")).at("/spec/template/spec");

        assertThat(pod.path("securityContext")).isEqualTo(exporter.path("securityContext"));
        assertThat(container.path("securityContext")).isEqualTo(exporter.at("/containers/0/securityContext"));
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }

    @Test
    void theSpecificationOfTheBaseIsValidAndItsReceiverIsOurServer(@TempDir Path folder) throws IOException {
        Run run = Run.of("compile", BASE.resolve("ops.yaml"), "-o", folder, "--platform", "prometheus-operator");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode monitor = read(folder.resolve("kubernetes/servicemonitor-incidents.yaml"));
        JsonNode component = read(COMPONENT.resolve("service-monitor.yaml"));
        assertThat(monitor.at("/spec/selector")).isEqualTo(component.at("/spec/selector"));
        assertThat(monitor.at("/spec/endpoints/0/port")).isEqualTo(component.at("/spec/endpoints/0/port"));
    }

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
