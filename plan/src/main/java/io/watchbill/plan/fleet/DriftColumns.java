package io.watchbill.plan.fleet;

import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a model, by what their values are, and the labels that tell their series apart. */
final class DriftColumns {

    static final List<String> VERSION = List.of(LabelNames.CLUSTER, LabelNames.MODEL, LabelNames.VERSION);
    static final List<String> COLUMN = with(VERSION, LabelNames.COLUMN, LabelNames.KIND);
    static final List<String> BIN = with(COLUMN, LabelNames.BIN);
    static final List<String> WINDOW = with(COLUMN, LabelNames.WINDOW);
    static final List<String> BIN_AND_WINDOW = with(BIN, LabelNames.WINDOW);
    static final List<String> VERSION_AND_WINDOW = with(VERSION, LabelNames.WINDOW);

    private static final String FEATURE = "feature";
    private static final String PREDICTION = "prediction";
    private static final String CONFIDENCE = "confidence";

    private final Model model;

    DriftColumns(Model model) {
        this.model = model;
    }

    static List<String> with(List<String> labels, String... more) {
        return Stream.concat(labels.stream(), Stream.of(more)).toList();
    }

    LabelMatcher model() {
        return LabelMatcher.equal(LabelNames.MODEL, model.name());
    }

    /** The model's elements of a series. */
    Expression series(String name, LabelMatcher... matchers) {
        List<LabelMatcher> all = new ArrayList<>(List.of(model()));
        all.addAll(List.of(matchers));
        return Selector.of(name, all);
    }

    /** Those of numeric columns; empty where the model has none. */
    Optional<Expression> numeric(String name, LabelMatcher... matchers) {
        List<String> kinds = new ArrayList<>(List.of(CONFIDENCE));
        if (model.task() == Task.REGRESSION) {
            kinds.add(PREDICTION);
        }
        return of(FeatureType.NUMERIC, kinds, name, matchers);
    }

    /** Those of categorical columns; empty where the model has none. */
    Optional<Expression> categorical(String name, LabelMatcher... matchers) {
        List<String> kinds = model.task() == Task.REGRESSION ? List.of() : List.of(PREDICTION);
        return of(FeatureType.CATEGORICAL, kinds, name, matchers);
    }

    boolean hasCategorical() {
        return categorical(LabelNames.COLUMN).isPresent();
    }

    private Optional<Expression> of(FeatureType type, List<String> kinds, String name, LabelMatcher... matchers) {
        List<String> features = model.features().stream()
                .filter(feature -> feature.type() == type)
                .map(feature -> feature.name())
                .toList();
        List<Expression> found = new ArrayList<>();
        if (!features.isEmpty()) {
            found.add(series(
                    name,
                    Stream.concat(
                                    Stream.of(
                                            LabelMatcher.equal(LabelNames.KIND, FEATURE),
                                            LabelMatcher.oneOf(LabelNames.COLUMN, features)),
                                    Stream.of(matchers))
                            .toArray(LabelMatcher[]::new)));
        }
        if (!kinds.isEmpty()) {
            found.add(series(
                    name,
                    Stream.concat(Stream.of(LabelMatcher.oneOf(LabelNames.KIND, kinds)), Stream.of(matchers))
                            .toArray(LabelMatcher[]::new)));
        }
        return found.stream().reduce(Vectors::or);
    }
}
