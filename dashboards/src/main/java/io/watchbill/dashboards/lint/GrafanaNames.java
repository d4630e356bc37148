package io.watchbill.dashboards.lint;

import io.watchbill.spec.finding.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names that every Grafana from 10.4 on knows. What it does not know it skips in silence: a panel stays empty, a value
 * has no unit. The files beside this class are written by {@code scripts/grafana-schemas} from Grafana's own types.
 */
record GrafanaNames(Set<String> names) {

    static final GrafanaNames PANEL_TYPES = read("panel-types");
    static final GrafanaNames UNITS = read("units");
    static final GrafanaNames TRANSFORMATIONS = read("transformations");
    static final GrafanaNames REDUCERS = read("reducers");
    static final GrafanaNames MATCHERS = read("matchers");

    GrafanaNames {
        names = Set.copyOf(names);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** How to mend an unknown one. */
    String remedy(String name) {
        return NearestName.of(name, names)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("take one that every Grafana from 10.4 on has");
    }

    private static GrafanaNames read(String name) {
        String file = "grafana/" + name + ".txt";
        try (InputStream in = GrafanaNames.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing");
            }
            return new GrafanaNames(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
