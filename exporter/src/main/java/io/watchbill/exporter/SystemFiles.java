package io.watchbill.exporter;

import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.finding.FindingText;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.ProfileFormatException;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.ShortWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads specifications and the reference profiles that they name. */
final class SystemFiles {
    private SystemFiles() {}

    /**
     * Reads everything.
     *
     * @param profiles the folder of the profiles; null where each lies where its specification says
     */
    static List<WatchedSystem> read(List<Path> specifications, @Nullable Path profiles) throws StartException {
        List<WatchedSystem> systems = new ArrayList<>();
        for (Path file : specifications) {
            systems.add(read(file, profiles));
        }
        requireOneOwner(specifications, systems);
        return systems;
    }

    /** Refuses a model that is in two specifications; both lists have the same order. */
    static void requireOneOwner(List<Path> specifications, List<WatchedSystem> systems) throws StartException {
        Map<String, Path> owners = new HashMap<>();
        for (int i = 0; i < systems.size(); i++) {
            for (Model model : systems.get(i).specification().models()) {
                Path other = owners.put(model.name(), specifications.get(i));
                if (other != null) {
                    throw new StartException("the model " + model.name() + " is in " + other + " and in "
                            + specifications.get(i) + "; events name their model, so each name may be there once");
                }
            }
        }
    }

    private static WatchedSystem read(Path file, @Nullable Path profiles) throws StartException {
        ReadResult result = new SpecificationReader(TextFiles.ofFileSystem()).read(file);
        LoadedSpecification loaded = result.loaded().orElse(null);
        if (loaded == null) {
            throw new StartException(result.findings().stream()
                    .map(FindingText::render)
                    .collect(Collectors.joining("\n\n", file + " is not valid:\n\n", "")));
        }
        return new WatchedSystem(
                loaded.specification(), loaded.hash(), profiles(loaded.specification(), file, profiles));
    }

    private static Map<String, Map<String, ReferenceProfile>> profiles(
            OperationsSpecification specification, Path file, @Nullable Path profiles) throws StartException {
        Map<String, Map<String, ReferenceProfile>> all = new HashMap<>();
        for (Model model : specification.models()) {
            Map<String, ReferenceProfile> versions = new HashMap<>();
            for (Map.Entry<String, String> reference : model.references().entrySet()) {
                Path path = profiles == null
                        ? file.toAbsolutePath().resolveSibling(reference.getValue())
                        : profiles.resolve(Path.of(reference.getValue()).getFileName());
                versions.put(reference.getKey(), profile(path, model.name(), reference.getKey(), file));
            }
            all.put(model.name(), versions);
        }
        return all;
    }

    private static ReferenceProfile profile(Path path, String model, String version, Path specification)
            throws StartException {
        try {
            return ProfileJson.read(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw new StartException(
                    "the reference profile " + path + " (models." + model + ".references." + version
                            + ") does not exist; make it with `watchbill profile " + specification + " --data FILE -o "
                            + path + "`",
                    e);
        } catch (ProfileFormatException e) {
            throw new StartException("the reference profile " + path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartException("cannot read the reference profile " + path + ": " + e, e);
        }
    }

    /** One line for people: the system, its models, and what they are compared with. */
    static String describe(WatchedSystem system) {
        OperationsSpecification specification = system.specification();
        String models = specification.models().stream()
                .map(model -> model.name() + " ("
                        + (model.references().isEmpty()
                                ? "no reference profile: no drift scores"
                                : model.features().size() + " features, references "
                                        + String.join(", ", model.references().keySet()))
                        + ")")
                .collect(Collectors.joining(", "));
        return specification.metadata().name() + " " + system.hash() + ": " + models;
    }

    /** What the system's references say against its drift windows, one line each. */
    static List<String> warnings(WatchedSystem system) {
        List<String> all = new ArrayList<>();
        for (Model model : system.specification().models()) {
            system.profiles()
                    .getOrDefault(model.name(), Map.of())
                    .forEach((version, profile) -> ShortWindow.in(profile, DriftSettings.of(model.drift()))
                            .forEach(window -> all.add(
                                    "model " + model.name() + ", reference " + version + ": " + window.text())));
        }
        return all;
    }
}
