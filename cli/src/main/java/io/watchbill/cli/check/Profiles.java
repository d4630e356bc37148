package io.watchbill.cli.check;

import io.watchbill.spec.Feature;
import io.watchbill.spec.Model;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ProfileFormatException;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the reference profiles beside a specification know that it does not. */
final class Profiles {

    private Profiles() {}

    /** How many bins each categorical feature has, by model and feature, for the profiles that are there. */
    static Map<String, Map<String, Integer>> categories(LoadedSpecification loaded) {
        Map<String, Map<String, Integer>> categories = new HashMap<>();
        for (Model model : loaded.specification().models()) {
            model.reference(Model.DEFAULT_REFERENCE)
                    .flatMap(reference -> read(loaded.file().resolveSibling(reference)))
                    .ifPresent(profile -> categories.put(model.name(), bins(model, profile)));
        }
        return categories;
    }

    private static Map<String, Integer> bins(Model model, ReferenceProfile profile) {
        Map<String, Integer> bins = new HashMap<>();
        for (Feature feature : model.features()) {
            profile.column(ColumnKind.FEATURE, feature.name())
                    .filter(column -> column instanceof CategoricalReference)
                    .map(column -> (CategoricalReference) column)
                    .ifPresent(column -> bins.put(feature.name(), column.bins()));
        }
        return bins;
    }

    /** A profile is made after the specification: that it is not there, or not yet right, is nobody's fault here. */
    private static Optional<ReferenceProfile> read(Path file) {
        try {
            return Optional.of(ProfileJson.read(Files.readAllBytes(file)));
        } catch (IOException | ProfileFormatException notThere) {
            return Optional.empty();
        }
    }
}
