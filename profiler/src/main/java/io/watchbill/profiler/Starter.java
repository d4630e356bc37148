package io.watchbill.profiler;

import io.watchbill.spec.Drift;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A first Operations Specification for a team's own data: what can be seen in files of rows, and what cannot as a start. */
public final class Starter {
    private static final int MOST_NAME_CHARACTERS = 40;

    private final String name;
    private final List<Path> files;
    private final List<ColumnFacts> facts;
    private final Roles roles;
    private final TaskGuess task;
    private final List<Input> inputs;

    private Starter(
            String name, List<Path> files, List<ColumnFacts> facts, Roles roles, TaskGuess task, List<Input> inputs) {
        this.name = name;
        this.files = files;
        this.facts = facts;
        this.roles = roles;
        this.task = task;
        this.inputs = inputs;
    }

    /**
     * Looks at the files.
     *
     * @throws ProfilingException if a file cannot be read or has other columns than the first
     */
    public static Starter inspect(List<Path> files) throws ProfilingException {
        if (files.isEmpty()) {
            throw new ProfilingException("name at least one file of rows, ending in " + DataFormat.KNOWN);
        }
        try (Database database = Database.open()) {
            Inspection inspection = Inspection.open(database, files);
            List<ColumnFacts> facts = inspection.facts();
            Roles roles = Roles.of(facts);
            roles.findLabelByClasses(facts, inspection);
            List<Input> inputs = facts.stream()
                    .filter(column -> !roles.taken(column))
                    .map(Input::of)
                    .toList();
            return new Starter(
                    name(files.get(0)), List.copyOf(files), facts, roles, TaskGuess.of(roles, inspection), inputs);
        } catch (SQLException broken) {
            throw new ProfilingException("the data could not be read: " + DataFile.reason(broken));
        }
    }

    /** The file's name without its endings as a DNS label. */
    static String name(Path file) {
        String plain = String.valueOf(file.getFileName())
                .replaceFirst("\\..*$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        String name = plain.substring(0, Math.min(plain.length(), MOST_NAME_CHARACTERS))
                .replaceAll("-+$", "");
        return name.isEmpty() ? "my-model" : name;
    }

    /** The system's name: a name for the profile's file, too. */
    public String name() {
        return name;
    }

    /** The specification as commented YAML, which reads without a finding. */
    public String yaml() {
        CommentedYaml yaml = new CommentedYaml();
        head(yaml);
        model(yaml);
        StarterText.rest(yaml);
        return yaml.toString();
    }

    private void head(CommentedYaml yaml) {
        long rows = facts.isEmpty() ? 0 : facts.get(0).rows();
        yaml.comment(
                        "",
                        "Operations Specification, begun by `watchbill init` from " + Counts.of(rows, "row") + " of "
                                + fileNames() + ".")
                .comment("", "Comments say what was seen and how sure each guess is. Change what is wrong, then")
                .comment("", "  watchbill profile ops.yaml --data FILE... -o " + profileFile() + "   (held-out rows)")
                .comment("", "  watchbill compile ops.yaml -o generated")
                .line("apiVersion: watchbill/v1")
                .line("kind: OperationsSpecification")
                .line("metadata:")
                .line("  name: " + name, "prefix of files, rules and dashboards")
                .line("  title: " + title())
                .line("  owner: my-team", "who answers for it: the label `team` of every alert")
                .line("");
    }

    private String fileNames() {
        String first = String.valueOf(files.get(0).getFileName());
        return files.size() == 1 ? first : first + " and " + Counts.of(files.size() - 1L, "more file");
    }

    private String profileFile() {
        return name + ".profile.json";
    }

    private String title() {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace('-', ' ');
    }

    private void model(CommentedYaml yaml) {
        yaml.line("models:")
                .line("  " + name.replace('-', '_') + ":", "the name that observations carry")
                .line("    task: " + task.task().value().text(), task.task().reason());
        task.positiveClass()
                .ifPresent(positive ->
                        yaml.line("    positiveClass: " + CommentedYaml.scalar(positive.value()), positive.reason()));
        yaml.line("    references: {default: " + profileFile() + "}", "made by `watchbill profile`");
        columns(yaml);
        features(yaml);
        drift(yaml);
        if (roles.column(Role.LABEL).isPresent()) {
            yaml.line("    performance:")
                    .line("      windows: [24h, 7d]")
                    .line("      labelDelay: 0s", "how long after the prediction the truth is usually known")
                    .line("      maximumLabelDelay: 7d", "after this it is no longer waited for");
        }
        yaml.line("");
    }

    private void columns(CommentedYaml yaml) {
        boolean any = false;
        for (Role role : Role.values()) {
            Optional<Guess<ColumnFacts>> guess = roles.get(role);
            if (guess.isPresent()) {
                if (!any) {
                    yaml.line("    columns:", "what files call what observations call by the names on the left");
                }
                any = true;
                yaml.line(
                        "      " + role.key() + ": "
                                + CommentedYaml.scalar(guess.get().value().name()),
                        guess.get().reason());
            }
        }
        for (Role role : List.of(Role.TIME, Role.PREDICTION, Role.LABEL)) {
            if (roles.get(role).isEmpty()) {
                yaml.comment(
                        any ? "      " : "    ",
                        "no column looks like the " + role.key()
                                + (any ? "" : "; where there is one: columns: {" + role.key() + ": NAME}"));
            }
        }
    }

    private void features(CommentedYaml yaml) {
        if (inputs.stream().allMatch(Input.LeftOut.class::isInstance)) {
            yaml.line("    features: {}", "no column is left that looks like an input");
        } else {
            yaml.line("    features:", "the model's inputs");
        }
        for (Input input : inputs) {
            String name = input.column().name();
            String key = "      " + CommentedYaml.scalar(name) + ": ";
            if (input instanceof Input.Numeric) {
                yaml.line(key + "{type: numeric}", input.reason());
            } else if (input instanceof Input.Categorical categorical) {
                String maximum = categorical
                        .maximumCategories()
                        .map(room -> ", maximumCategories: " + room)
                        .orElse("");
                yaml.line(key + "{type: categorical" + maximum + "}", input.reason());
            } else {
                yaml.comment("      ", "left out: " + CommentedYaml.scalar(name) + " (" + input.reason() + ")");
            }
        }
    }

    private void drift(CommentedYaml yaml) {
        yaml.line("    drift:")
                .line("      windows: [24h, 7d]", "production of this long is compared with the profile");
        long samples = StarterText.minimumSamples(categories());
        if (samples > Drift.DEFAULT.minimumSamples()) {
            yaml.line("      minimumSamples: " + samples, "below this no verdict: as many categories as here need it");
        } else {
            yaml.line("      minimumSamples: " + Drift.DEFAULT.minimumSamples(), "below this no verdict");
        }
    }

    /** The most bins that a categorical feature has. */
    private long categories() {
        return inputs.stream()
                .filter(Input.Categorical.class::isInstance)
                .map(input -> (Input.Categorical) input)
                .mapToLong(input -> Math.min(
                        input.maximumCategories().orElse(Input.MANY),
                        input.column().distinct() + 1))
                .max()
                .orElse(0);
    }
}
