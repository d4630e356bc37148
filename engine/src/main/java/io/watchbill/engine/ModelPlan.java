package io.watchbill.engine;

import io.watchbill.engine.decode.EventLayout;
import io.watchbill.spec.Business;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Segment;
import io.watchbill.spec.Serving;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.Panes;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.state.StateWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the engine does with one model's events, derived once from its specification and its reference profiles. */
public final class ModelPlan {
    /** The version of events that name none. */
    public static final String DEFAULT_VERSION = Model.DEFAULT_REFERENCE;

    private final Model model;
    private final Business business;
    private final EventLayout layout;
    private final DriftSettings driftSettings;
    private final List<WindowPlan> driftWindows;
    private final List<RunWindow> runWindows;
    private final Optional<RunSchedule> schedule;
    private final List<WindowPlan> performanceWindows;
    private final List<WindowPlan> businessWindows;
    private final LabelBuckets labelBuckets;
    private final int answersFingerprint;
    private final int segmentsFingerprint;
    private final double[] latencyBounds;
    private final List<ReferenceProfile> profiles;
    private final Map<String, VersionPlan> versions = new HashMap<>();
    private final VersionPlan otherVersions;
    private final long scoreFingerprint;

    /** As the other, with a batch schedule in UTC. */
    public ModelPlan(
            Model model, Business business, Map<String, ReferenceProfile> profiles, List<Double> latencyBounds) {
        this(model, business, profiles, latencyBounds, ZoneOffset.UTC);
    }

    /**
     * @param profiles the reference profiles by the version they are for, as in {@link Model#references()}
     * @param latencyBounds seconds that the latency histogram must be able to tell apart, beside its usual buckets
     * @param zone of the times of day of a batch schedule
     * @throws IllegalArgumentException naming the column whose type differs between specification and profile
     */
    public ModelPlan(
            Model model,
            Business business,
            Map<String, ReferenceProfile> profiles,
            List<Double> latencyBounds,
            ZoneId zone) {
        this.model = model;
        this.business = business;
        this.layout = new EventLayout(
                model.name(),
                answer(model),
                model.features().stream().map(ModelPlan::feature).toList(),
                model.segments().stream().map(Segment::name).toList());
        this.driftSettings = DriftSettings.of(model.drift());
        this.driftWindows = windows(model.drift().windows(), Duration.ZERO);
        this.runWindows = model.drift().windows().stream()
                .filter(RunWindow.class::isInstance)
                .map(RunWindow.class::cast)
                .toList();
        this.schedule = model.serving() instanceof Serving.Batch batch
                ? Optional.of(new RunSchedule(batch, zone))
                : Optional.empty();
        this.performanceWindows =
                windows(model.performance().windows(), model.performance().labelDelay());
        this.businessWindows = windows(
                business.windows(),
                business.conversion().map(Business.Conversion::within).orElse(Duration.ZERO));
        this.labelBuckets = new LabelBuckets(model.performance().maximumLabelDelay());
        this.answersFingerprint = PredictionBytes.answers(layout, model);
        this.segmentsFingerprint = PredictionBytes.segments(layout);
        this.latencyBounds = HistogramCounts.latencyBounds(latencyBounds);
        this.profiles = List.copyOf(new TreeMap<>(profiles).values());
        for (Map.Entry<String, ReferenceProfile> entry : profiles.entrySet()) {
            versions.put(entry.getKey(), new VersionPlan(layout, entry.getValue()));
        }
        this.otherVersions = versions.getOrDefault(DEFAULT_VERSION, new VersionPlan(layout, null));
        this.scoreFingerprint = fingerprintOfScores();
    }

    private static EventLayout.Answer answer(Model model) {
        return switch (model.task()) {
            case BINARY_CLASSIFICATION -> EventLayout.Answer.BINARY;
            case MULTICLASS_CLASSIFICATION, GENERATION -> EventLayout.Answer.CLASS;
            case REGRESSION -> EventLayout.Answer.NUMBER;
        };
    }

    private static EventLayout.Feature feature(Feature feature) {
        return new EventLayout.Feature(feature.name(), feature.type() == FeatureType.NUMERIC);
    }

    /** Run windows are made of runs, not of time: {@link RunState} has them. */
    private static List<WindowPlan> windows(List<Window> windows, Duration delay) {
        List<WindowPlan> plans = new ArrayList<>();
        for (Window window : windows) {
            if (window instanceof TimeWindow time) {
                plans.add(new WindowPlan(window.label(), Panes.sizeFor(time.length()), delay));
            }
        }
        return List.copyOf(plans);
    }

    /** The model's name on the wire. */
    public String name() {
        return model.name();
    }

    /** What the answers of spilled predictions mean. */
    int answersFingerprint() {
        return answersFingerprint;
    }

    /** What the segments of spilled predictions mean. */
    int segmentsFingerprint() {
        return segmentsFingerprint;
    }

    /** The parts of time that predictions wait in for their labels. */
    LabelBuckets labelBuckets() {
        return labelBuckets;
    }

    /** The model as specified. */
    public Model model() {
        return model;
    }

    /** What the system's business events mean. */
    public Business business() {
        return business;
    }

    /** What the decoder needs. */
    public EventLayout layout() {
        return layout;
    }

    /** How drift is judged. */
    public DriftSettings driftSettings() {
        return driftSettings;
    }

    /** The time windows of drift. */
    public List<WindowPlan> driftWindows() {
        return driftWindows;
    }

    /** The windows of drift that are made of runs. */
    public List<RunWindow> runWindows() {
        return runWindows;
    }

    /** When runs are due; empty for a model that is served online. */
    public Optional<RunSchedule> schedule() {
        return schedule;
    }

    /** The time windows of performance; they end the label delay before the newest event. */
    public List<WindowPlan> performanceWindows() {
        return performanceWindows;
    }

    /** The time windows of the business metrics; they end the conversion's time before the newest event. */
    public List<WindowPlan> businessWindows() {
        return businessWindows;
    }

    /** The longest window, with what it waits for: what is further apart than this has nothing in common. */
    public Duration longestWindow() {
        Stream<Duration> times = Stream.of(driftWindows, performanceWindows, businessWindows)
                .flatMap(List::stream)
                .map(window -> window.panes().window().plus(window.delay()));
        Stream<Duration> runs =
                schedule.stream().flatMap(due -> runWindows.stream().map(window -> due.across(window.runs())));
        return Stream.concat(times, runs).max(Duration::compareTo).orElse(Duration.ofDays(1));
    }

    /** The labels of all windows of time, each once. */
    public List<String> windowLabels() {
        return Stream.of(driftWindows, performanceWindows, businessWindows)
                .flatMap(List::stream)
                .map(WindowPlan::label)
                .distinct()
                .toList();
    }

    /** The smallest step in which any window moves. */
    public Duration smallestPane() {
        return Stream.of(driftWindows, performanceWindows, businessWindows)
                .flatMap(List::stream)
                .map(window -> window.panes().pane())
                .min(Duration::compareTo)
                .orElse(Duration.ofMinutes(1));
    }

    /** The same for models whose binary scores speak for the same class. */
    long scoreFingerprint() {
        return scoreFingerprint;
    }

    private long fingerprintOfScores() {
        StateWriter shape = new StateWriter();
        shape.optionalText(model.positiveClass().orElse(null));
        return shape.fingerprint();
    }

    /** Whether the model answers with numbers. */
    boolean regression() {
        return layout.answer() == EventLayout.Answer.NUMBER;
    }

    /** The reference profiles of all versions. */
    public List<ReferenceProfile> profiles() {
        return profiles;
    }

    double[] latencyBounds() {
        return latencyBounds;
    }

    /** The arm whose traffic is in neither drift nor performance; null if there is none. */
    @Nullable
    String holdoutArm() {
        return model.performance().holdout().map(holdout -> holdout.arm()).orElse(null);
    }

    /** What a version is compared with: its own profile, else the default one, else nothing. */
    public VersionPlan version(String version) {
        return versions.getOrDefault(version, otherVersions);
    }
}
