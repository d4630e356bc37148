package io.watchbill.runbooks.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import com.hubspot.jinjava.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Renders templates. Templates are code and trusted; values are data and are not: they are copied into immutable
 * plain values, never interpreted, and escaped by the last filter of every expression. Anything unknown is an error.
 */
public final class Templates {

    private static final int MAXIMUM_OUTPUT_BYTES = 2 << 20;
    private static final int MAXIMUM_ELEMENTS = 10_000;
    private static final JinjavaConfig CONFIG = JinjavaConfig.newBuilder()
            // A value that holds {{ }} stays what it is.
            .withNestedInterpretationEnabled(false)
            .withDisabled(Map.of(Library.TAG, TemplateLint.FORBIDDEN_TAGS, Library.FILTER, Set.of("render")))
            .withFailOnUnknownTokens(true)
            .withMaxOutputSize(MAXIMUM_OUTPUT_BYTES)
            .withMaxStringLength(MAXIMUM_OUTPUT_BYTES)
            .withMaxListSize(MAXIMUM_ELEMENTS)
            .withMaxMapSize(MAXIMUM_ELEMENTS)
            .withTrimBlocks(true)
            .withLstripBlocks(true)
            .withKeepTrailingNewline(true)
            // Filters are called, not looked up by reflection for each value.
            .withEnableFilterChainOptimization(true)
            .withLegacyOverrides(LegacyOverrides.newBuilder()
                    .withEvaluateMapKeys(true)
                    .withIterateOverMapKeys(true)
                    .withUseNaturalOperatorPrecedence(true)
                    .withParseWhitespaceControlStrictly(true)
                    .build())
            .build();

    private final Map<String, TemplateSet> shipped;
    private final Map<String, String> own;
    private final Jinjava jinjava = jinjava();

    /** Tags and filters, once for each thread: contexts note what was looked up in them. */
    private final ThreadLocal<Context> libraries = ThreadLocal.withInitial(jinjava::getGlobalContextCopy);

    /** Templates as they were parsed, by their text; for each thread too, as the tags in them are. */
    private final ThreadLocal<Map<String, Node>> trees = ThreadLocal.withInitial(HashMap::new);

    private final Map<String, String> checked = new ConcurrentHashMap<>();
    private final Set<String> filters;

    private Templates(Map<String, TemplateSet> shipped, Map<String, String> own) {
        this.shipped = shipped;
        this.own = own;
        this.filters = jinjava.getGlobalContext().getAllFilters().stream()
                .map(Filter::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The templates that come with a room. */
    public static Templates of(TemplateSet shipped) {
        return of(List.of(shipped), Map.of());
    }

    /**
     * The templates that come with some rooms, some of them replaced.
     *
     * @param own sources by the name of the template that each replaces
     * @throws TemplateFailure if a name replaces nothing; naming file and line of what a template may not do
     */
    public static Templates of(List<TemplateSet> shipped, Map<String, String> own) {
        Map<String, TemplateSet> sets = new TreeMap<>();
        shipped.forEach(set -> set.names().forEach(name -> sets.put(name, set)));
        Map<String, String> replaced = new TreeMap<>(own);
        replaced.keySet().stream()
                .filter(name -> !sets.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new TemplateFailure(
                            name + ": replaces no template; expected one of\n  " + String.join("\n  ", sets.keySet()));
                });
        Templates templates = new Templates(sets, replaced);
        String faults = replaced.entrySet().stream()
                .flatMap(file -> TemplateLint.faults(file.getKey(), file.getValue(), templates.filters).stream())
                .collect(Collectors.joining("\n"));
        if (!faults.isEmpty()) {
            throw new TemplateFailure(faults);
        }
        return templates;
    }

    /**
     * The template filled with the values.
     *
     * @param file such as {@code escalation.md.jinja}
     * @param values texts, whole numbers, booleans, lists and maps of them
     * @throws TemplateFailure naming the template and the line
     */
    public String render(String file, Map<String, ?> values) {
        return render(List.of(file), values).get(0);
    }

    /**
     * The templates, each filled with the same values. What one of them sets, those after it see.
     *
     * @param files such as {@code alert.md.jinja}
     * @param values texts, whole numbers, booleans, lists and maps of them
     * @throws TemplateFailure naming the template and the line
     */
    public List<String> render(List<String> files, Map<String, ?> values) {
        Map<String, ?> plain = PlainValues.copy(values);
        List<String> sources = files.stream()
                .map(file -> checked.computeIfAbsent(file, this::check))
                .toList();
        return fill(sources, plain)
                .orElseGet(() -> IntStream.range(0, files.size())
                        .mapToObj(i -> fillOrSayWhyNot(files.get(i), sources.get(i), plain))
                        .toList());
    }

    /** The filled templates; nothing where one has a fault. */
    private Optional<List<String>> fill(List<String> sources, Map<String, ?> values) {
        Context base = libraries.get();
        JinjavaInterpreter interpreter =
                new JinjavaInterpreter(jinjava, new Context(base, values, CONFIG.getDisabled()), CONFIG);
        try {
            List<String> filled = new ArrayList<>();
            for (String source : sources) {
                filled.add(interpreter.render(tree(source, interpreter)));
            }
            return interpreter.getErrors().isEmpty() ? Optional.of(filled) : Optional.empty();
        } catch (InterpretException e) {
            return Optional.empty();
        } finally {
            base.reset();
        }
    }

    private Node tree(String source, JinjavaInterpreter interpreter) {
        Node known = trees.get().get(source);
        if (known != null) {
            return known;
        }
        Node tree = interpreter.parse(source);
        if (interpreter.getErrors().isEmpty()) {
            trees.get().put(source, tree);
        }
        return tree;
    }

    /** The library's own way, which makes all of its tags and filters anew, words its faults best. */
    private String fillOrSayWhyNot(String file, String source, Map<String, ?> values) {
        RenderResult result = jinjava.renderForResult(source, values);
        if (result.hasErrors()) {
            throw new TemplateFailure(result.getErrors().stream()
                    .map(error -> describe(file, source, error))
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
        return result.getOutput();
    }

    private String check(String file) {
        String source = source(file);
        List<String> faults = TemplateLint.faults(file, source, filters);
        if (!faults.isEmpty()) {
            throw new TemplateFailure(String.join("\n", faults));
        }
        return source;
    }

    private String source(String file) {
        String replaced = own.get(file);
        if (replaced != null) {
            return replaced;
        }
        TemplateSet set = shipped.get(file);
        if (set == null) {
            throw new TemplateFailure("there is no template " + file);
        }
        return set.source(file);
    }

    private static String describe(String file, String source, TemplateError error) {
        String message = file + ":" + error.getLineno() + ": " + error.getMessage();
        return source.lines()
                .skip(Math.max(0, error.getLineno() - 1))
                .findFirst()
                .map(line -> message + "\n    " + line.strip())
                .orElse(message);
    }

    private static Jinjava jinjava() {
        Jinjava jinjava = new Jinjava(CONFIG);
        jinjava.setResourceLocator((name, encoding, interpreter) -> {
            throw new ResourceNotFoundException("templates read no other files: " + name);
        });
        EscapingFilter.ALL.forEach(jinjava::registerFilter);
        CommandFilter.ALL.forEach(jinjava::registerFilter);
        return jinjava;
    }
}
