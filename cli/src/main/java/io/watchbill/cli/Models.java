package io.watchbill.cli;

import io.watchbill.spec.Model;
import io.watchbill.spec.reader.LoadedSpecification;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of a specification's models a command is about. */
final class Models {

    private Models() {}

    /**
     * The model of that name; the only one where none is named.
     *
     * @param file the specification as it was asked for
     * @throws Failure naming the models there are
     */
    static Model named(LoadedSpecification loaded, Path file, @Nullable String name) {
        List<Model> models = loaded.specification().models();
        if (name == null && models.size() == 1) {
            return models.get(0);
        }
        String names = models.stream().map(Model::name).collect(Collectors.joining(", "));
        if (models.isEmpty()) {
            throw new Failure(file + " has no models; write one under `models`");
        }
        if (name == null) {
            throw new Failure(file + " has several models: say which with --model: " + names);
        }
        return models.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(file + " has no model '" + name + "'; it has " + names));
    }
}
