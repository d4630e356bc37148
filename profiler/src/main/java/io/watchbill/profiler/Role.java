package io.watchbill.profiler;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a column can be for an observation, and how one is recognised: by its name and by what it holds. */
enum Role {
    ID("id prediction_id request_id event_id row_id record_id uuid guid key", ".*_(id|uuid|guid)"),
    TIME(
            "time timestamp ts event_time datetime date prediction_time created_at",
            ".*_(time|timestamp|at|ts|date|datetime)|(date|time)_.*"),
    LABEL(
            "label target outcome y y_true actual truth ground_truth true_label actual_label",
            "(actual|true|target|label)_.*|.*_(label|target|outcome|actual|truth)"
                    + "|(is_)?(churn|churned|clicked|converted|defaulted|fraud|purchased|returned|spam|survived)_?"),
    PREDICTION(
            "prediction predicted pred y_pred yhat y_hat predicted_label predicted_class",
            "(pred|predicted|prediction)_.*|.*_(pred|predicted|prediction)"),
    SCORE(
            "score probability proba prob y_score y_proba predicted_probability",
            ".*_(score|probability|proba|prob)|(prob|proba|probability|score)_.*"),
    CONFIDENCE("confidence conf certainty", ".*_confidence"),
    VERSION("version model_version", "model_version_.*"),
    ARM("arm experiment_arm variant", "ab_(test|arm|group)");

    private static final long MOST_VERSIONS = 50;
    private static final long MOST_ARMS = 10;

    // Names that are used for nothing else, the usual ones first; then a pattern of names that probably mean it.
    private final String names;
    private final Pattern pattern;

    Role(String names, String pattern) {
        this.names = names;
        this.pattern = Pattern.compile(pattern);
    }

    private boolean contentFits(ColumnFacts facts) {
        return switch (this) {
            case ID -> facts.allDifferent() && (!facts.numeric() || facts.wholeNumbers());
            case TIME -> facts.time() || facts.couldBeMilliseconds();
            case LABEL -> !facts.constant() && !facts.structured();
            case PREDICTION -> !facts.empty() && !facts.structured();
            case SCORE, CONFIDENCE -> facts.probability();
            case VERSION -> !facts.empty() && facts.distinct() <= MOST_VERSIONS;
            case ARM -> !facts.empty() && facts.distinct() <= MOST_ARMS;
        };
    }

    /** How well a column fits: 0 best, then worse; negative if it does not. */
    int fit(ColumnFacts facts) {
        if (!contentFits(facts)) {
            return -1;
        }
        if (named(facts)) {
            return known().indexOf(facts.plainName());
        }
        return pattern.matcher(facts.plainName()).matches() ? known().size() : -1;
    }

    /** Whether the column's name is one that is used for nothing else. */
    boolean named(ColumnFacts facts) {
        return known().contains(facts.plainName());
    }

    private List<String> known() {
        return List.of(names.split(" "));
    }

    /** The key in {@code columns}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
