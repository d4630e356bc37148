package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all parts of one reading share: findings, settings, names that are defined and names that are used. */
final class ReadingContext {
    private final Findings findings;
    private final Set<String> otherReceivers;
    private final Map<List<String>, Node.Scalar> scalars = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private final Map<List<String>, Set<String>> keys = new LinkedHashMap<>();
    private final Map<Kind, Map<String, Location>> defined = new EnumMap<>(Kind.class);
    private final List<Runnable> later = new ArrayList<>();

    /** @param otherReceivers receivers that an Alertmanager base file has */
    ReadingContext(Findings findings, Set<String> otherReceivers) {
        this.findings = findings;
        this.otherReceivers = Set.copyOf(otherReceivers);
    }

    /** Receivers of the specification and of the base file. */
    Set<String> receivers() {
        Set<String> receivers = new LinkedHashSet<>(defined(Kind.RECEIVER));
        otherReceivers.stream().sorted().forEach(receivers::add);
        return receivers;
    }

    Findings findings() {
        return findings;
    }

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    /** The keys that were asked for in each map, by its path. */
    Map<List<String>, Set<String>> keys() {
        return keys;
    }

    void keys(List<String> path, Set<String> known) {
        keys.computeIfAbsent(path, ignored -> new LinkedHashSet<>()).addAll(known);
    }

    List<String> path(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    /** The texts that were read, by their paths. */
    Map<List<String>, Node.Scalar> scalars() {
        return scalars;
    }

    void scalar(List<String> path, String key, Node.Scalar scalar) {
        scalars.put(path(path, key), scalar);
        setting(path, key, new Setting.Value.Text(scalar.text(), scalar.quoted()), Optional.of(scalar.location()));
    }

    void setting(List<String> path, String key, Setting.Value value, Optional<Location> origin) {
        setting(path(path, key), value, origin);
    }

    void setting(List<String> path, Setting.Value value, Optional<Location> origin) {
        settings.add(new Setting(path, value, origin));
    }

    /** The meaning of a scalar, or a finding at the fragment that does not fit. */
    <T> Optional<T> read(Node.Scalar scalar, Form<T> form) {
        try {
            return Optional.of(form.read(scalar.text()));
        } catch (MisfitException misfit) {
            report(form.code(), scalar, misfit);
            return Optional.empty();
        }
    }

    void report(SpecificationCode code, Node.Scalar scalar, MisfitException misfit) {
        findings.add(
                misfit.code().orElse(code),
                at(scalar, misfit.span()),
                String.valueOf(misfit.getMessage()),
                Optional.of(misfit.expected()),
                misfit.help());
    }

    /** Judges a name that stands as a key. */
    void checkName(Form<?> form, String name, Location key) {
        try {
            form.read(name);
        } catch (MisfitException misfit) {
            findings.add(
                    form.code(),
                    key,
                    String.valueOf(misfit.getMessage()),
                    Optional.of(misfit.expected()),
                    misfit.help());
        }
    }

    /** Where a part of a scalar's text stands; the whole of it is shown with its quotes. */
    Location at(Node.Scalar scalar, Span span) {
        boolean whole = span.from() == 0 && span.to() == scalar.text().length();
        return whole ? scalar.location() : scalar.fragments().at(span.from(), span.to());
    }

    /** Checks that need everything to be read first. */
    void later(Runnable check) {
        later.add(check);
    }

    void runLaterChecks() {
        later.forEach(Runnable::run);
    }

    /** Reports a name that is not among the defined ones. */
    void unresolved(SpecificationCode code, Location location, String what, String name, Collection<String> defined) {
        findings.add(
                code,
                location,
                what + " " + Printed.quoted(name) + " does not exist",
                Optional.of(Printed.names(defined)),
                nearest(name, defined));
    }

    Optional<String> nearest(String name, Collection<String> names) {
        return Printed.nearest(name, names);
    }

    /** Remembers that a name exists; reports it where it did already. */
    void define(Kind kind, String name, Location location) {
        Location earlier =
                defined.computeIfAbsent(kind, ignored -> new LinkedHashMap<>()).putIfAbsent(name, location);
        if (earlier != null) {
            findings.add(
                    SpecificationCode.DUPLICATE_NAME,
                    location,
                    kind.word() + " " + Printed.quoted(name) + " is written twice",
                    Optional.empty(),
                    Optional.of("the first is at " + earlier.text() + "; give one another name"));
        }
    }

    Set<String> defined(Kind kind) {
        return defined.getOrDefault(kind, Map.of()).keySet();
    }

    /** What names belong to; names are unique within each. */
    enum Kind {
        MODEL,
        METRIC,
        KEY_METRIC,
        DASHBOARD,
        RECEIVER,
        ALERT,
        SLO,
        ROLE,
        PERSON,
        MAINTENANCE,
        OPERATION,
        TROUBLESHOOTING;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
