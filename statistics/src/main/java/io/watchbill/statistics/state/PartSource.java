package io.watchbill.statistics.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an object finds its parts: a source, under the steps that lead to the object. It notes which steps were taken, so
 * that in the end it can tell which parts nobody asked for. Not safe for several threads.
 */
public final class PartSource {
    private final StateSource source;
    private final String prefix;
    private final Set<String> taken;

    public PartSource(StateSource source) {
        this(source, "", new HashSet<>(Set.of("")));
    }

    private PartSource(StateSource source, String prefix, Set<String> taken) {
        this.source = source;
        this.prefix = prefix;
        this.taken = taken;
    }

    /** One step further, as {@link PartSink#in(String, String)}. */
    public PartSource in(String kind, String name) {
        return in(kind, name, "");
    }

    /** One step further, as {@link PartSink#in(String, String, String)}. */
    public PartSource in(String kind, String name, String valid) {
        String further = prefix + StateKey.of(kind, name, valid);
        taken.add(further);
        return new PartSource(source, further, taken);
    }

    /** The steps that lead here, as the keys of the parts start. */
    public String prefix() {
        return prefix;
    }

    /** The part of that name; null if there is none. */
    public @Nullable StateReader get(String name) {
        byte[] bytes = source.get(prefix + name);
        return bytes == null ? null : new StateReader(prefix + name, bytes);
    }

    /** The names of the parts that are here, and not a step further. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String key : source.keys(prefix)) {
            if (key.indexOf('/', prefix.length()) < 0) {
                names.add(key.substring(prefix.length()));
            }
        }
        return names;
    }

    /**
     * Parts that nobody asked for.
     *
     * @param prefix of their keys
     * @param steps the kind and name of each step that leads there
     * @param changed whether the last step was taken to a thing of that name whose parts must be others
     */
    public record Unclaimed(String prefix, List<Step> steps, boolean changed) {}

    /** A step of a key. */
    public record Step(String kind, String name) {}

    /** What nobody asked for, by the first step that was not taken; in the order of the keys. */
    public List<Unclaimed> unclaimed() {
        Set<String> subjects = new HashSet<>();
        for (String steps : taken) {
            subjects.add(subject(steps));
        }
        Map<String, Unclaimed> found = new LinkedHashMap<>();
        String last = null;
        for (String key : source.keys(prefix)) {
            int end = prefix.length();
            if (last != null && key.startsWith(last) && key.indexOf('/', last.length()) < 0) {
                // Beside the part before, which was asked for.
                continue;
            }
            last = key.substring(0, key.lastIndexOf('/') + 1);
            for (int next = key.indexOf('/', end); next >= 0; next = key.indexOf('/', end)) {
                end = next + 1;
                String steps = key.substring(0, end);
                if (!taken.contains(steps)) {
                    last = null;
                    found.computeIfAbsent(steps, s -> new Unclaimed(s, steps(s), subjects.contains(subject(s))));
                    break;
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** The steps without what makes the parts of the last one valid. */
    private static String subject(String steps) {
        int last = steps.lastIndexOf('/', steps.length() - 2) + 1;
        return steps.isEmpty()
                ? ""
                : steps.substring(0, last) + StateKey.subject(steps.substring(last, steps.length() - 1));
    }

    private static List<Step> steps(String prefix) {
        List<Step> steps = new ArrayList<>();
        for (int from = 0, to = prefix.indexOf('/'); to >= 0; from = to + 1, to = prefix.indexOf('/', from)) {
            String step = prefix.substring(from, to);
            steps.add(new Step(StateKey.kind(step), StateKey.name(step)));
        }
        return steps;
    }
}
