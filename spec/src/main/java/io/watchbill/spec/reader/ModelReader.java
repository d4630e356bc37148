package io.watchbill.spec.reader;

import io.watchbill.spec.Columns;
import io.watchbill.spec.Confidence;
import io.watchbill.spec.Drift;
import io.watchbill.spec.DriftScore;
import io.watchbill.spec.DriftThresholds;
import io.watchbill.spec.Durations;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Holdout;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import io.watchbill.spec.PerformanceThresholds;
import io.watchbill.spec.QualityScore;
import io.watchbill.spec.Segment;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Task;
import io.watchbill.spec.Window;
import io.watchbill.spec.Worse;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code models}. */
final class ModelReader {
    private static final int MOST_CATEGORIES = 10_000;
    private static final int MOST_SAMPLES = 1_000_000_000;
    private static final List<DriftScore> NUMERIC = List.of(
            DriftScore.KS, DriftScore.PSI, DriftScore.CHI_SQUARE, DriftScore.JENSEN_SHANNON, DriftScore.WASSERSTEIN);
    private static final List<DriftScore> CATEGORICAL =
            List.of(DriftScore.CHI_SQUARE, DriftScore.PSI, DriftScore.JENSEN_SHANNON);
    private static final Form<BigDecimal> SHARE = Forms.ratio(true);
    private static final Form<BigDecimal> INNER_SHARE = Forms.ratio(false);
    private static final Form<BigDecimal> NOT_NEGATIVE = Forms.atLeast("0");

    private ModelReader() {}

    static List<Model> read(MapReader root) {
        if (!root.has("models")) {
            root.missing("models");
        }
        List<Model> models = root.named("models", ModelReader::model);
        if (root.has("models") && models.isEmpty()) {
            root.context()
                    .findings()
                    .add(
                            SpecificationCode.EMPTY_LIST,
                            root.locationOf("models"),
                            "models is empty",
                            Optional.of("at least one model by the name it has in observations"),
                            Optional.empty());
        }
        return models;
    }

    private static Model model(String name, MapReader map) {
        ReadingContext context = map.context();
        context.checkName(Forms.NAME_ON_THE_WIRE, name, map.anchor());
        context.define(ReadingContext.Kind.MODEL, name, map.anchor());
        Task task = map.required("task", Forms.choice(List.of(Task.values())), Task.BINARY_CLASSIFICATION);
        Optional<String> positiveClass = positiveClass(map, task);
        Map<String, String> references = TextMaps.read(map, "references", Forms.PATH);
        MapReader columns = map.section("columns");
        Columns names = columns(columns);
        columns.end();
        List<Feature> features = map.named("features", ModelReader::feature);
        List<Segment> segments = map.list("segments", "a name, or a map with name", ModelReader::segment);
        EventClock clock = map.value("clock", Forms.choice(List.of(EventClock.values())), EventClock.LIVE);
        Serving serving = ServingReader.read(map);
        Model model = new Model(
                name,
                task,
                positiveClass,
                references,
                names,
                features,
                segments,
                clock,
                serving,
                drift(map.section("drift"), serving),
                performance(map.section("performance"), task),
                map.named("quality", ModelReader::quality));
        map.end();
        return model;
    }

    private static Optional<String> positiveClass(MapReader map, Task task) {
        Optional<String> positiveClass = map.optionalText("positiveClass");
        if (positiveClass.isEmpty() && task == Task.BINARY_CLASSIFICATION && map.has("task")) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.POSITIVE_CLASS,
                            map.locationOf("task"),
                            "a binary classification has no positiveClass",
                            Optional.of("positiveClass with the class that the score speaks of"),
                            Optional.of("write for example positiveClass: \"yes\""));
        } else if (positiveClass.isPresent() && task != Task.BINARY_CLASSIFICATION) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.POSITIVE_CLASS,
                            map.locationOf("positiveClass"),
                            "a model of task " + task.text() + " has no positive class",
                            Optional.empty(),
                            Optional.of("remove positiveClass, or write task: binary-classification"));
        }
        return positiveClass;
    }

    private static Columns columns(MapReader map) {
        Columns names = Columns.DEFAULT;
        return new Columns(
                map.text("id", names.id()),
                map.text("time", names.time()),
                map.text("version", names.version()),
                map.text("prediction", names.prediction()),
                map.text("score", names.score()),
                map.text("confidence", names.confidence()),
                map.text("label", names.label()),
                map.text("arm", names.arm()));
    }

    private static Feature feature(String name, MapReader map) {
        Feature feature = new Feature(
                name,
                map.required("type", Forms.choice(List.of(FeatureType.values())), FeatureType.NUMERIC),
                map.optionalText("unit"),
                map.value("maximumCategories", Forms.integer(1, MOST_CATEGORIES), Feature.DEFAULT_MAXIMUM_CATEGORIES));
        map.end();
        return feature;
    }

    private static Segment segment(MapReader map, Optional<Node.Scalar> scalar) {
        Segment segment = new Segment(
                scalar.map(Node.Scalar::text).orElseGet(() -> map.text("name")),
                map.value("maximumValues", Forms.integer(1, MOST_CATEGORIES), Segment.DEFAULT_MAXIMUM_VALUES));
        map.end();
        return segment;
    }

    private static Drift drift(MapReader map, Serving serving) {
        Drift otherwise = Drift.DEFAULT;
        Drift drift = new Drift(
                WindowsReader.read(map, otherwise.windows(), serving),
                map.value("minimumSamples", Forms.integer(1, MOST_SAMPLES), (int) otherwise.minimumSamples()),
                scores(map, "numeric", otherwise.numeric(), NUMERIC),
                scores(map, "categorical", otherwise.categorical(), CATEGORICAL),
                driftThresholds(map.section("warning"), otherwise.warning()),
                driftThresholds(map.section("critical"), otherwise.critical()));
        ThresholdOrder order = new ThresholdOrder(map);
        order.rising("psi", drift.warning().psi(), drift.critical().psi());
        order.rising("ks", drift.warning().ks(), drift.critical().ks());
        order.rising("cramersV", drift.warning().cramersV(), drift.critical().cramersV());
        order.falling("pValue", drift.warning().pValue(), drift.critical().pValue());
        map.end();
        return drift;
    }

    private static List<DriftScore> scores(
            MapReader map, String key, List<DriftScore> otherwise, List<DriftScore> possible) {
        Form<DriftScore> any = Forms.choice(List.of(DriftScore.values()));
        Form<DriftScore> form = Form.of(
                SpecificationCode.BAD_CHOICE,
                text -> {
                    DriftScore score = any.read(text);
                    if (!possible.contains(score)) {
                        throw Forms.misfit(
                                        text,
                                        "does not exist for " + key + " columns",
                                        Printed.alternatives(possible.stream()
                                                .map(DriftScore::text)
                                                .toList()))
                                .as(SpecificationCode.TEST_FOR_TYPE);
                    }
                    return score;
                },
                DriftScore::text);
        return map.values(key, form, otherwise);
    }

    private static DriftThresholds driftThresholds(MapReader map, DriftThresholds otherwise) {
        DriftThresholds thresholds = new DriftThresholds(
                map.value("psi", NOT_NEGATIVE, otherwise.psi()),
                map.value("ks", SHARE, otherwise.ks()),
                map.value("cramersV", SHARE, otherwise.cramersV()),
                map.value("pValue", INNER_SHARE, otherwise.pValue()));
        map.end();
        return thresholds;
    }

    private static Performance performance(MapReader map, Task task) {
        Performance otherwise = Performance.DEFAULT;
        List<Window> windows = task == Task.GENERATION ? List.of() : otherwise.windows();
        Performance performance = new Performance(
                WindowsReader.readTimes(map, windows),
                map.value("labelDelay", Forms.DURATION, otherwise.labelDelay()),
                map.value("maximumLabelDelay", Forms.POSITIVE_DURATION, otherwise.maximumLabelDelay()),
                map.value("minimumSamples", Forms.integer(1, MOST_SAMPLES), (int) otherwise.minimumSamples()),
                performanceThresholds(map.section("warning"), otherwise.warning()),
                performanceThresholds(map.section("critical"), otherwise.critical()),
                map.optionalSection("holdout").map(ModelReader::holdout),
                confidence(map.section("confidence")));
        if (performance.labelDelay().compareTo(performance.maximumLabelDelay()) > 0) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.LABEL_DELAY,
                            map.locationOf("labelDelay"),
                            "labelDelay " + Durations.format(performance.labelDelay())
                                    + " is longer than maximumLabelDelay "
                                    + Durations.format(performance.maximumLabelDelay()),
                            Optional.of("at most the time after which a prediction counts as unlabelled"),
                            Optional.empty());
        }
        ThresholdOrder order = new ThresholdOrder(map);
        order.rising(
                "accuracyDrop",
                performance.warning().accuracyDrop(),
                performance.critical().accuracyDrop());
        order.rising(
                "maeIncrease",
                performance.warning().maeIncrease(),
                performance.critical().maeIncrease());
        order.falling(
                "pValue", performance.warning().pValue(), performance.critical().pValue());
        map.end();
        return performance;
    }

    private static PerformanceThresholds performanceThresholds(MapReader map, PerformanceThresholds otherwise) {
        PerformanceThresholds thresholds = new PerformanceThresholds(
                map.value("accuracyDrop", SHARE, otherwise.accuracyDrop()),
                map.value("maeIncrease", percentage(), otherwise.maeIncrease()),
                map.value("pValue", INNER_SHARE, otherwise.pValue()));
        map.end();
        return thresholds;
    }

    /** A share that may be over 1: an error can more than double. */
    private static Form<BigDecimal> percentage() {
        return Form.of(
                SpecificationCode.BAD_RATIO,
                text -> Quantity.parse(text)
                        .filter(quantity -> quantity.notation() == Quantity.Notation.PERCENT
                                || quantity.notation() == Quantity.Notation.PLAIN)
                        .map(Quantity::value)
                        .filter(value -> value.signum() >= 0)
                        .orElseThrow(() -> Forms.misfit(text, "is no share", "a share such as 10% or 0.1")),
                BigDecimal::toPlainString);
    }

    private static Holdout holdout(MapReader map) {
        Holdout holdout = new Holdout(
                map.text("arm"),
                map.required("share", INNER_SHARE, new BigDecimal("0.05")),
                map.value("difference", INNER_SHARE, Holdout.DEFAULT_DIFFERENCE));
        map.end();
        return holdout;
    }

    private static Confidence confidence(MapReader map) {
        Confidence confidence;
        if (!map.has("warning") && !map.has("critical")) {
            MapReader warning = map.section("warning");
            confidence = new Confidence(
                    Confidence.DEFAULT.warning().map(threshold -> confidence(warning, threshold)), Optional.empty());
        } else {
            Confidence.Threshold otherwise = Confidence.DEFAULT.warning().orElseThrow();
            confidence = new Confidence(
                    map.optionalSection("warning").map(warning -> confidence(warning, otherwise)),
                    map.optionalSection("critical").map(critical -> confidence(critical, otherwise)));
        }
        if (confidence.warning().isPresent() && confidence.critical().isPresent()) {
            Confidence.Threshold warning = confidence.warning().get();
            Confidence.Threshold critical = confidence.critical().get();
            ThresholdOrder order = new ThresholdOrder(map);
            order.rising("drop", warning.drop(), critical.drop());
            order.falling("pValue", warning.pValue(), critical.pValue());
        }
        map.end();
        return confidence;
    }

    private static Confidence.Threshold confidence(MapReader map, Confidence.Threshold otherwise) {
        Confidence.Threshold threshold = new Confidence.Threshold(
                map.value("drop", INNER_SHARE, otherwise.drop()), map.value("pValue", INNER_SHARE, otherwise.pValue()));
        map.end();
        return threshold;
    }

    private static QualityScore quality(String name, MapReader map) {
        map.context().checkName(Forms.NAME_ON_THE_WIRE, name, map.anchor());
        Bound.Within otherwise = new Bound.Within(
                new Quantity(BigDecimal.ZERO, Quantity.Notation.PLAIN, "0"),
                new Quantity(BigDecimal.ONE, Quantity.Notation.PLAIN, "1"));
        Bound.Within range = map.value("range", Forms.RANGE, otherwise);
        Worse worse = map.value("worse", Forms.choice(List.of(Worse.values())), Worse.LOWER);
        map.end();
        return new QualityScore(name, range.low().value(), range.high().value(), worse);
    }
}
