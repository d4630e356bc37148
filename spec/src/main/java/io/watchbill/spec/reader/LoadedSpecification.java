package io.watchbill.spec.reader;

import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.finding.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A specification without errors, and where its parts were written.
 *
 * @param file the file that was asked for
 * @param files every file that was read, the asked one first
 * @param settings every value with its origin, defaults included, in the order of the format
 * @param places where they were written
 * @param hash 16 hexadecimal digits of what the merged files say, whatever their layout, comments and order of keys
 */
public record LoadedSpecification(
        OperationsSpecification specification,
        Path file,
        List<Path> files,
        List<Setting> settings,
        Places places,
        String hash) {
    public LoadedSpecification {
        files = List.copyOf(files);
        settings = List.copyOf(settings);
    }

    /**
     * Where a value was written, or the nearest value above or below it; empty where all of it is defaults.
     *
     * @param path keys from the root, elements of lists as {@link Setting#index}: {@code alerting}, {@code alerts}, {@code [0]}, {@code severity}
     */
    public Optional<Location> origin(String... path) {
        List<String> wanted = List.of(path);
        for (int length = wanted.size(); length > 0; length--) {
            List<String> prefix = wanted.subList(0, length);
            Optional<Location> found = settings.stream()
                    .filter(setting -> setting.path().size() >= prefix.size()
                            && setting.path().subList(0, prefix.size()).equals(prefix))
                    .flatMap(setting -> setting.origin().stream())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
