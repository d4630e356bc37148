package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.web.Permission;
import io.watchbill.web.WebSecurity;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** The files of {@code deploy/}, held against the program that they run. */
class DeploymentTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Path BASE = DEPLOY.resolve("kubernetes/base");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z.-]*[a-z]");
    private static final Pattern PROBE = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)(/[a-z/-]+)");

    /** A part of a YAML file, asked by a path such as {@code spec.template.spec.containers.0}. */
    private record Part(Object value) {
        static Part file(Path file) throws IOException {
            return new Part(new Yaml().load(Files.readString(file)));
        }

        Part at(String path) {
            Object found = value;
            for (String step : path.split("/", -1)) {
                found = found instanceof List<?> list
                        ? list.get(Integer.parseInt(step))
                        : ((Map<?, ?>) found).get(step);
                assertThat(found).as(path).isNotNull();
            }
            return new Part(found);
        }

        String text(String path) {
            return at(path).value().toString();
        }

        List<Part> each(String path) {
            return ((List<?>) at(path).value()).stream().map(Part::new).toList();
        }
    }

    private static Part pod() throws IOException {
        return Part.file(BASE.resolve("statefulset.yaml")).at("spec/template/spec");
    }

    private static Part container() throws IOException {
        return pod().at("containers/0");
    }

    /** The value of an option of the container, written as {@code --name=value}. */
    private static String argument(String option) throws IOException {
        return container().each("args").stream()
                .map(argument -> argument.value().toString())
                .filter(argument -> argument.startsWith(option + "="))
                .map(argument -> argument.substring(option.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(option + " is not given"));
    }

    private static List<String> unit(String key) throws IOException {
        String text = Files.readString(DEPLOY.resolve("systemd/watchbill-exporter.service"))
                .replace("\\\n", " ");
        return text.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    private static String containerfile() throws IOException {
        return Files.readString(DEPLOY.resolve("container/Containerfile"));
    }

    private static CommandLine.Model.OptionSpec option(String name) {
        return Main.commandLine().getCommandSpec().findOption(name);
    }

    private static String port(String option) {
        String address = option(option).defaultValue();
        return address.substring(address.indexOf(':') + 1);
    }

    @Test
    void everyOptionThatIsGivenIsOneOfTheProgram() throws Exception {
        List<String> commands = new ArrayList<>(unit("ExecStart"));
        commands.addAll(unit("ExecReload"));
        containerfile()
                .lines()
                .filter(line -> line.startsWith("ENTRYPOINT") || line.startsWith("CMD"))
                .forEach(commands::add);
        container()
                .each("args")
                .forEach(argument -> commands.add(argument.value().toString()));
        TreeSet<String> given = new TreeSet<>();
        for (String command : commands) {
            Matcher matcher = OPTION.matcher(command);
            while (matcher.find()) {
                given.add(matcher.group());
            }
        }

        assertThat(given).contains("--spec", "--data-dir", "--check-config", "--web.config.file", "--log-format");
        assertThat(given).allSatisfy(name -> assertThat(option(name)).as(name).isNotNull());
    }

    @Test
    void theCLibraryKeepsLittleOfWhatTheStoreGivesBack() throws Exception {
        assertThat(unit("Environment")).contains("MALLOC_ARENA_MAX=2");
        assertThat(containerfile()).contains("\nENV MALLOC_ARENA_MAX=2\n");
    }

    @Test
    void portsAreTheProgramsOwn() throws Exception {
        String metrics = port("--listen");
        String events = port("--ingest");

        assertThat(argument("--listen")).isEqualTo(":" + metrics);
        assertThat(argument("--ingest")).isEqualTo(":" + events);
        for (Part ports :
                List.of(container(), Part.file(BASE.resolve("service.yaml")).at("spec"))) {
            Map<String, String> byName = new TreeMap<>();
            for (Part port : ports.each("ports")) {
                byName.put(
                        port.text("name"),
                        ((Map<?, ?>) port.value()).containsKey("port")
                                ? port.text("port") + " to " + port.text("targetPort")
                                : port.text("containerPort"));
            }
            assertThat(byName)
                    .isIn(
                            Map.of("metrics", metrics, "events", events),
                            Map.of("metrics", metrics + " to metrics", "events", events + " to events"));
        }
        assertThat(containerfile()).contains("\nEXPOSE " + metrics + " " + events + "\n");
    }

    @Test
    void probesAskForWhatIsAnswered(@TempDir Path folder) throws Exception {
        Map<String, String> asked = new TreeMap<>();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            asked.put(probe, container().text(probe + "/exec/command"));
        }
        asked.put("container", containerfile());
        Map<String, String> paths = new TreeMap<>();
        asked.forEach((probe, command) -> {
            Matcher matcher = PROBE.matcher(command);
            assertThat(matcher.find()).as(command).isTrue();
            assertThat(matcher.group(1)).isEqualTo(port("--listen"));
            paths.put(probe, matcher.group(2));
        });

        assertThat(paths)
                .isEqualTo(Map.of(
                        "startupProbe", "/-/healthy",
                        "livenessProbe", "/-/healthy",
                        "readinessProbe", "/-/ready",
                        "container", "/-/healthy"));
        try (RunningExporter exporter = RunningExporter.start(folder)) {
            assertThat(paths.values()).allMatch(path -> exporter.get(path).statusCode() == 200);
        }
    }

    @Test
    void filesLieWhereTheOptionsLookForThem() throws Exception {
        Map<String, String> mounts = container().each("volumeMounts").stream()
                .collect(Collectors.toMap(mount -> mount.text("name"), mount -> mount.text("mountPath")));
        Part generator = Part.file(BASE.resolve("kustomization.yaml")).at("configMapGenerator/0");
        TreeSet<String> volumes = new TreeSet<>();
        pod().each("volumes").forEach(volume -> volumes.add(volume.text("name")));
        Part.file(BASE.resolve("statefulset.yaml"))
                .each("spec/volumeClaimTemplates")
                .forEach(claim -> volumes.add(claim.text("metadata/name")));

        assertThat(mounts.keySet()).isEqualTo(volumes);
        assertThat(generator.text("files")).isEqualTo("[ops.yaml]");
        assertThat(argument("--spec")).isEqualTo(mounts.get("specification") + "/ops.yaml");
        assertThat(argument("--data-dir")).startsWith(mounts.get("data") + "/");
        assertThat(argument("--web.config.file")).isEqualTo(mounts.get("web") + "/web-config.yml");
        assertThat(pod().text("volumes/0/configMap/name")).isEqualTo(generator.text("name"));
        assertThat(containerfile())
                .contains("\"--spec\", \"" + argument("--spec") + "\", \"--data-dir\", \"" + argument("--data-dir")
                        + "\"")
                .contains("VOLUME " + mounts.get("data") + "\n");
    }

    @Test
    void theSpecificationOfTheBaseIsValid() {
        assertThat(Main.commandLine()
                        .execute(
                                "--check-config",
                                "--spec",
                                BASE.resolve("ops.yaml").toString()))
                .isZero();
    }

    @Test
    void thePodIsOneOfTheRestrictedStandardWithAReadOnlyRoot() throws Exception {
        assertThat(pod().at("securityContext").value())
                .isEqualTo(Map.of(
                        "runAsNonRoot",
                        true,
                        "runAsUser",
                        65_532,
                        "runAsGroup",
                        65_532,
                        "fsGroup",
                        65_532,
                        "fsGroupChangePolicy",
                        "OnRootMismatch",
                        "seccompProfile",
                        Map.of("type", "RuntimeDefault")));
        assertThat(container().at("securityContext").value())
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation", false,
                        "capabilities", Map.of("drop", List.of("ALL")),
                        "readOnlyRootFilesystem", true));
        assertThat(pod().text("automountServiceAccountToken")).isEqualTo("false");
        assertThat(containerfile()).contains("\nUSER 65532:65532\n").contains("-o 65532 -g 65532");
    }

    @Test
    void everyResourceIsListedAndNamedAsTheOthersExpect() throws Exception {
        try (Stream<Path> folders = Files.walk(DEPLOY.resolve("kubernetes"))) {
            for (Path folder : folders.filter(path -> Files.exists(path.resolve("kustomization.yaml")))
                    .filter(path -> !path.getFileName().toString().startsWith("incidents"))
                    .toList()) {
                Part kustomization = Part.file(folder.resolve("kustomization.yaml"));
                TreeSet<String> listed = new TreeSet<>(List.of("kustomization.yaml"));
                kustomization
                        .each("resources")
                        .forEach(file -> listed.add(file.value().toString()));
                if (folder.equals(BASE)) {
                    listed.add("ops.yaml");
                }
                try (Stream<Path> files = Files.list(folder)) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .containsExactlyInAnyOrderElementsOf(listed);
                }
                for (Part resource : kustomization.each("resources")) {
                    assertThat(Part.file(folder.resolve(resource.value().toString()))
                                    .text("metadata/name"))
                            .isEqualTo("watchbill-exporter");
                }
            }
        }
        Part set = Part.file(BASE.resolve("statefulset.yaml"));
        assertThat(set.text("spec/serviceName")).isEqualTo("watchbill-exporter");
        assertThat(pod().text("serviceAccountName")).isEqualTo("watchbill-exporter");
        String label = Part.file(BASE.resolve("kustomization.yaml")).text("labels/0/pairs");
        for (String monitor : List.of("service-monitor", "pod-monitor")) {
            Part scrape = Part.file(DEPLOY.resolve("kubernetes/components/" + monitor + "/" + monitor + ".yaml"));
            String endpoint = monitor.startsWith("service") ? "spec/endpoints/0" : "spec/podMetricsEndpoints/0";
            assertThat(scrape.text("spec/selector/matchLabels")).isEqualTo(label);
            assertThat(scrape.text(endpoint + "/port")).isEqualTo("metrics");
            assertThat(scrape.text(endpoint + "/path")).isEqualTo("/metrics");
            assertThat(scrape.text(endpoint + "/authorization/credentials/name"))
                    .isEqualTo(pod().text("volumes/1/secret/secretName"));
        }
    }

    @Test
    void theUnitKeepsItsStateWhereItMayWriteAndGivesTheEndItsTime() throws Exception {
        String state = "/var/lib/" + unit("StateDirectory").get(0) + "/";

        assertThat(unit("ExecStart")).singleElement().asString().contains("--data-dir " + state);
        assertThat(unit("ExecReload")).hasSize(2).last().isEqualTo("/bin/kill -HUP $MAINPID");
        assertThat(unit("RestartPreventExitStatus")).containsExactly(Integer.toString(Main.NO_ANSWER));
        assertThat(unit("TimeoutStopSec")).containsExactly(pod().text("terminationGracePeriodSeconds"));
        assertThat(Map.of(
                        "DynamicUser", unit("DynamicUser"),
                        "ProtectSystem", unit("ProtectSystem"),
                        "NoNewPrivileges", unit("NoNewPrivileges"),
                        "Restart", unit("Restart"),
                        "CapabilityBoundingSet", unit("CapabilityBoundingSet")))
                .isEqualTo(Map.of(
                        "DynamicUser", List.of("yes"),
                        "ProtectSystem", List.of("strict"),
                        "NoNewPrivileges", List.of("yes"),
                        "Restart", List.of("on-failure"),
                        "CapabilityBoundingSet", List.of("")));
    }

    @Test
    void theWebConfigurationOfTheDocumentationLetsEachInForItsOwn(@TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("../docs/deployment.md"));
        int start = page.indexOf("# web-config.yml");
        Path file =
                Files.writeString(folder.resolve("web-config.yml"), page.substring(start, page.indexOf("```", start)));
        for (String name : List.of("probe", "prometheus", "flight-service")) {
            Files.writeString(folder.resolve(name + ".token"), name + "-0123456789abcdef0123456789abcdef\n");
        }
        WebSettings settings = new WebSettings(Optional.of(file), false, OptionalInt.empty(), Duration.ofSeconds(1));

        try (WebSecurity security = WebSecurity.start(settings)) {
            assertThat(security.keepsStrangersOut()).isTrue();
            Map<String, Boolean> allowed = new TreeMap<>();
            for (String name : List.of("probe", "prometheus", "flight-service")) {
                for (Permission permission : List.of(Permission.SCRAPE, Permission.WRITE)) {
                    allowed.put(
                            name + " " + permission.text(),
                            security.access()
                                    .decide(
                                            "Bearer " + name + "-0123456789abcdef0123456789abcdef",
                                            null,
                                            null,
                                            permission)
                                    .join()
                                    .allowed());
                }
            }
            assertThat(allowed)
                    .isEqualTo(Map.of(
                            "probe scrape", true,
                            "probe write", false,
                            "prometheus scrape", true,
                            "prometheus write", false,
                            "flight-service scrape", false,
                            "flight-service write", true));
        }
        assertThat(container().text("readinessProbe/exec/command")).contains("probe.token");
    }
}
