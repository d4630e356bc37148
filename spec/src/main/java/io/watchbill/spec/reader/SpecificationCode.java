package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Severity;

/** Everything that can be wrong with a specification. */
public enum SpecificationCode implements Code {
    FILE_UNREADABLE("WB100", "the file cannot be read"),
    YAML_SYNTAX("WB101", "no valid YAML"),
    DUPLICATE_KEY("WB102", "a key is written twice"),
    UNKNOWN_KEY("WB103", "a key that the format does not have"),
    MISSING_KEY("WB104", "a required key is missing"),
    WRONG_TYPE("WB105", "text, map or list in the wrong place"),
    EXTENDS_MISSING("WB106", "an extended file cannot be read"),
    EXTENDS_CYCLE("WB107", "files extend each other in a circle"),
    WRONG_VERSION("WB108", "another apiVersion or kind"),
    DUPLICATE_NAME("WB109", "a name is used twice in one list"),
    EMPTY_LIST("WB110", "a list that must not be empty"),
    RECURSIVE_ALIAS("WB111", "a value that contains itself"),

    BAD_NAME("WB201", "a name with characters that it must not have"),
    BAD_NUMBER("WB202", "no number, or a number out of its range"),
    BAD_DURATION("WB203", "no duration"),
    BAD_RATIO("WB204", "no ratio"),
    BAD_WINDOW("WB205", "no window"),
    BAD_CHOICE("WB206", "none of the possible words"),
    BAD_PRIORITY("WB207", "no priority"),
    BAD_TIMEZONE("WB208", "no time zone"),
    BAD_WEEKDAYS("WB209", "no weekdays"),
    BAD_FREQUENCY("WB210", "no frequency"),
    BAD_DATE("WB211", "no date"),
    BAD_TIME("WB212", "no time of day, or no hours"),
    BAD_ROTATION("WB213", "no rotation schedule"),
    BAD_TARGET("WB214", "no target of a service level"),
    BAD_URL("WB215", "no absolute http(s) address"),
    BAD_LABEL("WB216", "no label name"),
    RESERVED_LABEL("WB217", "a label that belongs to generated alerts"),
    BAD_SELECTOR("WB218", "no label matchers"),
    BAD_REGEX("WB219", "no regular expression"),
    BAD_RANGE("WB220", "no range, or one whose ends are the wrong way round"),
    BAD_RATE("WB221", "no rate"),
    BAD_ESCALATION("WB222", "no time of escalation"),
    UNKNOWN_RECEIVER_KIND("WB223", "a kind of receiver that Alertmanager does not have"),
    LITERAL_SECRET("WB224", "a secret is written into the specification"),
    BAD_PATH("WB225", "no path of a file"),
    BAD_TEST_SERIES("WB226", "no series of a test"),
    BAD_TEST_VALUES("WB227", "no values of a test's series"),
    BAD_LABEL_VALUE("WB228", "no value of a label"),

    CONDITION_SYNTAX("WB301", "no condition"),
    UNKNOWN_METRIC("WB302", "a metric that nobody measures"),
    WINDOW_MISSING("WB303", "the metric has several windows"),
    WINDOW_NOT_TAKEN("WB304", "the metric has no windows"),
    UNKNOWN_WINDOW("WB305", "a window that is not computed"),
    UNIT_MISMATCH("WB306", "a value in another unit than the metric's"),
    UNKNOWN_LABEL("WB307", "a label that the metric does not have"),
    NEVER_TRUE("WB308", "a bound that no value can reach"),
    THRESHOLDS_REVERSED("WB309", "the warning is beyond the critical threshold"),
    NORMAL_ALARMS("WB310", "the normal range is inside an alarm"),
    PROMQL_SYNTAX("WB311", "no PromQL"),
    PROMQL_SELECTOR("WB312", "PromQL that neither selects a counter nor has a window"),
    TEMPLATE_SYNTAX("WB313", "no template of Prometheus"),

    UNKNOWN_RUNBOOK("WB401", "a runbook that is not written"),
    UNKNOWN_RECEIVER("WB402", "a receiver that is not written"),
    UNKNOWN_PERSON("WB403", "a person who is not written"),
    UNKNOWN_ROLE("WB404", "a role without a rotation"),
    UNKNOWN_COLUMN("WB405", "a column that no model has"),
    UNKNOWN_MODEL("WB406", "a model that is not written"),
    UNKNOWN_PRESET("WB407", "a preset that does not exist"),
    UNMEASURED_METRIC("WB408", "a metric that no source measures"),

    POSITIVE_CLASS("WB501", "a positive class is missing or out of place"),
    ALERT_EXPRESSION("WB502", "an alert needs either a condition or PromQL"),
    SERVING_WINDOW("WB503", "windows of runs need batch serving"),
    TEST_FOR_TYPE("WB504", "a drift score that does not exist for the type"),
    METRIC_TAKEN("WB505", "a team's metric has a catalogue metric's name"),
    CAPACITY_MISSING("WB506", "throughput_usage needs a capacity"),
    LABEL_DELAY("WB507", "labels come later than they are waited for"),
    NO_TRAFFIC("WB508", "traffic of an objective that has none"),
    IRREGULAR_CLOCKS("WB509", "clocks that follow no yearly rule"),
    TEST_TIMES("WB510", "times of a test that contradict each other"),
    EXCLUDED_RULE("WB511", "planned work whose times no recorded series can follow"),
    OVERLAPPING_OVERRIDES("WB512", "overrides of one watch that overlap"),
    USELESS_DEPENDENCY("WB513", "a part of a dependency that can silence nothing"),

    DOCUMENT_TITLE("WB601", "a Markdown document without its title"),
    DOCUMENT_SECTION("WB602", "a section of the Markdown document with nearly the right name"),
    DOCUMENT_COLUMNS("WB603", "a table of the Markdown document without one of its columns"),
    DOCUMENT_ROW("WB604", "a row of the Markdown document with too many cells"),
    DOCUMENT_EXTRA_COLUMN("WB960", Severity.WARNING, "a column that the tables of the Markdown document do not have"),
    DOCUMENT_PLACEHOLDER("WB961", "a placeholder of the document's template that nobody filled in"),
    DOCUMENT_TEXT("WB962", Severity.INFO, "text of the Markdown document that stands in no table"),
    DOCUMENT_OTHER_SECTION("WB963", Severity.WARNING, "a section of the Markdown document that is not read"),
    DOCUMENT_EMPTY_CELL("WB964", "a cell of the Markdown document that must say something"),
    DOCUMENT_NO_TABLE("WB965", "lines of the Markdown document that look like a table and are none");

    private final String id;
    private final Severity severity;
    private final String title;

    SpecificationCode(String id, String title) {
        this(id, Severity.ERROR, title);
    }

    SpecificationCode(String id, Severity severity, String title) {
        this.id = id;
        this.severity = severity;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String title() {
        return title;
    }
}
