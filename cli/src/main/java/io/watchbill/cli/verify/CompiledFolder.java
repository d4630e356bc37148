package io.watchbill.cli.verify;

import io.watchbill.cli.Failure;
import io.watchbill.cli.links.CompiledFiles;
import io.watchbill.cli.links.UnreadableFile;
import io.watchbill.cli.output.OutputFolder;
import io.watchbill.plan.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder that {@code watchbill compile} wrote, as a list of what can be judged in it. */
record CompiledFolder(Path root) {

    private static final String RULES = "rules/";
    private static final String TESTS = "tests";
    private static final Pattern DASHBOARD = Pattern.compile("dashboards/[^/]+\\.json");

    /**
     * Rules, routes and Prometheus' configuration of the manifest, and every test below {@code tests}, those of other authors too; in order of the paths.
     *
     * @throws Failure if the folder has no manifest, or nothing that can be judged
     */
    List<Check> checks() {
        Set<String> written = written();
        List<Check> checks = new ArrayList<>();
        written.stream()
                .filter(file -> file.startsWith(RULES))
                .map(Check::rules)
                .forEach(checks::add);
        if (written.contains(Links.ALERTMANAGER_PATH)) {
            checks.add(Check.routes(Links.ALERTMANAGER_PATH));
        }
        if (written.contains(Links.PROMETHEUS_PATH)) {
            checks.add(Check.configuration(Links.PROMETHEUS_PATH));
        }
        tests().map(Check::tests).forEach(checks::add);
        if (checks.isEmpty()) {
            throw new Failure(root.resolve(Links.MANIFEST_PATH) + " lists neither rules nor routes. Compile again:"
                    + " watchbill compile SPEC -o " + root);
        }
        checks.sort(Comparator.comparing(Check::file));
        return checks;
    }

    /** The dashboards of the manifest, in order of the paths. */
    List<String> dashboards() {
        return written().stream().filter(DASHBOARD.asMatchPredicate()).sorted().toList();
    }

    /** The rule files of the manifest, in order of the paths. */
    List<String> rules() {
        return written().stream()
                .filter(file -> file.startsWith(RULES))
                .sorted()
                .toList();
    }

    /**
     * The links of every file of the manifest; one that is not there is left out.
     *
     * @throws Failure if one cannot be read
     * @throws UnreadableFile if one is no YAML or JSON; the first in order of the paths
     */
    CompiledFiles links() {
        CompiledFiles files = new CompiledFiles();
        for (String path : written()) {
            Path file = root.resolve(path);
            try {
                if (Files.isRegularFile(file)) {
                    files.add(path, Files.readString(file));
                }
            } catch (IOException e) {
                throw new Failure("cannot read " + file + ": " + e, e);
            }
        }
        return files;
    }

    private Set<String> written() {
        return new OutputFolder(root)
                .written()
                .orElseThrow(() -> new Failure(root.resolve(Links.MANIFEST_PATH)
                        + " is missing, so this is no folder of generated files. Compile first:"
                        + " watchbill compile SPEC -o " + root));
    }

    private Stream<String> tests() {
        Path folder = root.resolve(TESTS);
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.matches(".*\\.ya?ml"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new Failure("cannot list " + folder + ": " + e, e);
        }
    }
}
