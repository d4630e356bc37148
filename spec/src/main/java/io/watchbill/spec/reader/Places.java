package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the values of a specification stand, for those who judge it after it was read. Places are asked for by JSON pointers into the merged
 * specification, such as {@code /alerting/alerts/0/promql}.
 */
public final class Places {
    private final Map<String, SourceText> sources;
    private final List<Setting> settings;
    private final Map<List<String>, Node.Scalar> scalars;
    private final Location beginning;

    Places(
            Map<String, SourceText> sources,
            List<Setting> settings,
            Map<List<String>, Node.Scalar> scalars,
            Location beginning) {
        this.sources = new HashMap<>(sources);
        this.settings = List.copyOf(settings);
        this.scalars = new HashMap<>(scalars);
        this.beginning = beginning;
    }

    /** The value there, or the nearest value above it that a file has; the beginning where there is none. */
    public Location of(String pointer) {
        List<String> wanted = path(pointer);
        for (int length = wanted.size(); length > 0; length--) {
            List<String> prefix = wanted.subList(0, length);
            Optional<Location> found = settings.stream()
                    .filter(setting -> begins(setting.path(), prefix))
                    .flatMap(setting -> setting.origin().stream())
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return beginning;
    }

    /** A part of the text there. */
    public Location of(String pointer, Span span) {
        List<String> wanted = path(pointer);
        return scalars.entrySet().stream()
                .filter(entry -> entry.getKey().size() == wanted.size() && begins(entry.getKey(), wanted))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(scalar -> scalar.fragments().at(span.from(), span.to()))
                .orElseGet(() -> of(pointer));
    }

    /** Whether a file says something there. */
    public boolean written(String pointer) {
        List<String> wanted = path(pointer);
        return settings.stream().anyMatch(setting -> setting.origin().isPresent() && begins(setting.path(), wanted));
    }

    /** A finding with the line that it speaks of. */
    public Finding finding(
            Code code, Location location, String message, Optional<String> expected, Optional<String> help) {
        SourceText source = sources.get(location.file());
        return new Finding(code, location, source == null ? "" : source.line(location.line()), message, expected, help);
    }

    private static List<String> path(String pointer) {
        return Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(key -> key.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static boolean begins(List<String> path, List<String> prefix) {
        if (path.size() < prefix.size()) {
            return false;
        }
        for (int i = 0; i < prefix.size(); i++) {
            String key = prefix.get(i);
            if (!path.get(i).equals(key) && !path.get(i).equals("[" + key + "]")) {
                return false;
            }
        }
        return true;
    }
}
