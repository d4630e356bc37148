package io.watchbill.exporter;

import io.watchbill.engine.ModelLimits;
import io.watchbill.engine.SpilledPredictions;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.statistics.CategoricalReference;
import picocli.CommandLine.Option;

/** The options that bound memory and the page. */
final class BoundOptions {
    @Option(
            names = "--maximum-body",
            paramLabel = "SIZE",
            defaultValue = "16MiB",
            description = "Largest body, before and after gzip (default: ${DEFAULT-VALUE}).")
    private String maximumBody = "";

    @Option(
            names = "--maximum-line",
            paramLabel = "SIZE",
            defaultValue = "1MiB",
            description = "Longest line of a body (default: ${DEFAULT-VALUE}).")
    private String maximumLine = "";

    @Option(
            names = "--maximum-depth",
            paramLabel = "NUMBER",
            defaultValue = "16",
            description = "Deepest objects and arrays in a field of a line (default: ${DEFAULT-VALUE}).")
    private int maximumDepth;

    @Option(
            names = "--maximum-text",
            paramLabel = "NUMBER",
            defaultValue = "256",
            description = "Most characters of an id, category, class or other text of a line"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maximumText;

    @Option(
            names = "--maximum-in-flight",
            paramLabel = "SIZE",
            defaultValue = "64MiB",
            description = "Most bytes being taken in at once; more are answered 429 (default: ${DEFAULT-VALUE}).")
    private String maximumInFlight = "";

    @Option(
            names = "--maximum-keys",
            paramLabel = "NUMBER",
            defaultValue = "1000000",
            description = "Deliveries remembered, so that a repeated one counts once (default: ${DEFAULT-VALUE}).")
    private int maximumKeys;

    @Option(
            names = "--maximum-streams",
            paramLabel = "NUMBER",
            defaultValue = "10000",
            description =
                    "Files, rotated ones among them, and partitions of topics whose position is remembered, so that"
                            + " each is read on from there (default: ${DEFAULT-VALUE}).")
    private int maximumStreams;

    @Option(
            names = "--maximum-joins",
            paramLabel = "NUMBER",
            defaultValue = "1000000",
            description = "Predictions of a model remembered in memory for their labels; with --data-dir, all others"
                    + " are found on the disk (default: ${DEFAULT-VALUE}).")
    private int maximumJoins;

    @Option(
            names = "--maximum-waiting",
            paramLabel = "NUMBER",
            defaultValue = "100000",
            description = "Labels and business events of a model that wait for their prediction"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maximumWaiting;

    @Option(
            names = "--maximum-versions",
            paramLabel = "NUMBER",
            defaultValue = "50",
            description = "Versions of a model kept apart; a new one beyond them is 'other'"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maximumVersions;

    @Option(
            names = "--maximum-classes",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "Classes of a model kept apart, up to 120 (default: ${DEFAULT-VALUE}).")
    private int maximumClasses;

    @Option(
            names = "--maximum-arms",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "Arms of a model's experiments kept apart (default: ${DEFAULT-VALUE}).")
    private int maximumArms;

    @Option(
            names = "--maximum-label-values",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "Business events, units, ratings, consumers and outcomes of a model kept apart, of each so"
                    + " many (default: ${DEFAULT-VALUE}).")
    private int maximumLabelValues;

    @Option(
            names = "--maximum-combinations",
            paramLabel = "NUMBER",
            defaultValue = "50000",
            description = "Combinations of these names that a model counts apart, over all its versions"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maximumCombinations;

    @Option(
            names = "--maximum-open-runs",
            paramLabel = "NUMBER",
            defaultValue = "8",
            description = "Runs of a batch model that are open at once; beyond them the oldest is abandoned"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maximumOpenRuns;

    @Option(
            names = "--maximum-closed-runs",
            paramLabel = "NUMBER",
            defaultValue = "1000",
            description = "Runs of a batch model that are over and known by name, so that what comes late opens none of"
                    + " them again (default: ${DEFAULT-VALUE}).")
    private int maximumClosedRuns;

    @Option(
            names = "--maximum-models",
            paramLabel = "NUMBER",
            defaultValue = "1000",
            description = "Most models that the specifications may have; with more nothing starts, or is reloaded"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maximumModels;

    @Option(
            names = "--maximum-columns",
            paramLabel = "NUMBER",
            defaultValue = "20000",
            description = "Most columns of all models together, likewise (default: ${DEFAULT-VALUE}).")
    private int maximumColumns;

    @Option(
            names = "--maximum-categories",
            paramLabel = "NUMBER",
            defaultValue = "10000",
            description = "Most categories of a column in a reference profile, likewise (default: ${DEFAULT-VALUE}).")
    private int maximumCategories;

    int body(OptionValues values) {
        return values.bytes("--maximum-body", maximumBody);
    }

    int inFlight(OptionValues values) {
        return values.bytes("--maximum-in-flight", maximumInFlight);
    }

    int keys(OptionValues values) {
        return values.atLeast("--maximum-keys", maximumKeys, 1);
    }

    int streams(OptionValues values) {
        return values.atLeast("--maximum-streams", maximumStreams, 1);
    }

    int joins(OptionValues values) {
        return values.between("--maximum-joins", maximumJoins, 1, SpilledPredictions.MOST);
    }

    int waiting(OptionValues values) {
        return values.atLeast("--maximum-waiting", maximumWaiting, 1);
    }

    DecodeLimits line(OptionValues values) {
        int text = values.between(
                "--maximum-text", maximumText, DecodeLimits.LEAST_CHARACTERS, DecodeLimits.MOST_CHARACTERS);
        return new DecodeLimits(
                values.bytes("--maximum-line", maximumLine),
                text,
                text,
                values.between("--maximum-depth", maximumDepth, 1, DecodeLimits.MOST_DEPTH));
    }

    ModelLimits model(OptionValues values) {
        return new ModelLimits(
                values.between("--maximum-versions", maximumVersions, 1, ModelLimits.MOST),
                values.between("--maximum-classes", maximumClasses, 1, ModelLimits.MOST_CLASSES),
                values.between("--maximum-arms", maximumArms, 1, ModelLimits.MOST),
                values.between("--maximum-label-values", maximumLabelValues, 1, ModelLimits.MOST),
                values.between("--maximum-open-runs", maximumOpenRuns, 1, ModelLimits.MOST),
                values.between("--maximum-closed-runs", maximumClosedRuns, 1, ModelLimits.MOST_CLOSED_RUNS),
                values.between("--maximum-combinations", maximumCombinations, 1, ModelLimits.MOST_COMBINATIONS));
    }

    WatchedBounds watched(OptionValues values) {
        return new WatchedBounds(
                values.atLeast("--maximum-models", maximumModels, 1),
                values.atLeast("--maximum-columns", maximumColumns, 1),
                values.between("--maximum-categories", maximumCategories, 1, CategoricalReference.MAXIMUM_CATEGORIES));
    }
}
