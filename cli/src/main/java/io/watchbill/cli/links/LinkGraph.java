package io.watchbill.cli.links;

import io.watchbill.alertmanager.ReceiverNames;
import io.watchbill.cli.links.BrokenLink.Kind;
import io.watchbill.plan.AnnotationNames;
import io.watchbill.plan.Links;
import io.watchbill.runbooks.MarkdownOutline;
import io.watchbill.spec.catalogue.LabelNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the links between generated files are closed: every alert of a rule has its section, its panel and its route, every
 * section its alert, every link its place, every place a link to it, every receiver a route.
 */
public final class LinkGraph {

    private static final Pattern PANEL = Pattern.compile("/d/([^/?#]+)[^?#]*\\?(?:[^#]*&)?viewPanel=(\\d+)");
    private static final Pattern RUNBOOK = Pattern.compile(".*/([^/#]+)\\.(?:md|html)#(.*)");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
    private static final String ALERT_NAME = "alertname";
    private static final String RUNBOOKS = "runbooks/";

    private final CompiledFiles files;
    private final List<RuleAlert> alerts;
    private final Map<String, Set<String>> named = new HashMap<>();
    private final List<BrokenLink> broken = new ArrayList<>();

    private LinkGraph(CompiledFiles files) {
        this.files = files;
        this.alerts = files.alerts();
        for (RuleAlert alert : alerts) {
            named.computeIfAbsent(system(alert), none -> new HashSet<>()).add(Links.alertAnchor(alert.name()));
        }
    }

    /** What is broken, in order of the files. */
    public static List<BrokenLink> broken(CompiledFiles files) {
        LinkGraph graph = new LinkGraph(files);
        graph.alerts();
        graph.documents();
        graph.receivers();
        return List.copyOf(graph.broken);
    }

    private void alerts() {
        for (RuleAlert alert : alerts) {
            String system = system(alert);
            String runbook = RUNBOOKS + system + ".md";
            String anchor = Links.alertAnchor(alert.name());
            MarkdownOutline outline = files.documents().get(runbook);
            if (outline == null || !outline.alerts().contains(anchor)) {
                add(
                        Kind.ALERT_WITHOUT_SECTION,
                        alert,
                        alert.name() + " has no section in " + runbook + ": expected <a id=\"" + anchor
                                + "\"></a> and a heading of its name, with its query");
            }
            String url = alert.annotations().getOrDefault(AnnotationNames.RUNBOOK_URL, "");
            place(url)
                    .ifPresent(missing ->
                            add(Kind.DEAD_LINK, alert, "the runbook_url of " + alert.name() + " leads to " + missing));
            panel(alert.annotations().getOrDefault(AnnotationNames.DASHBOARD_URL, ""))
                    .ifPresent(missing -> add(
                            Kind.DEAD_PANEL, alert, "the dashboard_url of " + alert.name() + " leads to " + missing));
            Map<String, String> labels = new LinkedHashMap<>(alert.labels());
            labels.put(ALERT_NAME, alert.name());
            if (files.routing().map(routing -> !routing.takes(labels)).orElse(false)) {
                add(
                        Kind.ALERT_WITHOUT_ROUTE,
                        alert,
                        "no route of " + Links.ALERTMANAGER_PATH + " takes " + alert.name()
                                + ": it would reach the catch-all only");
            }
        }
    }

    private void documents() {
        files.documents().forEach((path, outline) -> {
            String system = path.startsWith(RUNBOOKS) ? path.substring(RUNBOOKS.length(), path.length() - 3) : "";
            Set<String> linked = new HashSet<>();
            for (String link : outline.links()) {
                if (link.startsWith("#")) {
                    linked.add(link.substring(1));
                }
                dead(link, path, outline)
                        .ifPresent(missing -> add(Kind.DEAD_LINK, path, system, "a link leads to " + missing));
                panel(link).ifPresent(missing -> add(Kind.DEAD_PANEL, path, system, "a link leads to " + missing));
            }
            sections(path, system, outline, linked);
        });
    }

    private void sections(String path, String system, MarkdownOutline outline, Set<String> linked) {
        Set<String> about = named.getOrDefault(system, Set.of());
        Set<String> seen = new HashSet<>();
        for (String anchor : outline.anchors()) {
            if (!seen.add(anchor)) {
                add(Kind.ANCHOR_TWICE, path, system, "#" + anchor + " is there twice: give one of them another name");
            } else if (outline.alerts().contains(anchor)) {
                if (!about.contains(anchor)) {
                    add(
                            Kind.SECTION_WITHOUT_ALERT,
                            path,
                            system,
                            "the section #" + anchor + " is about an alert that no rule has");
                }
            } else if (!linked.contains(anchor)) {
                add(Kind.ANCHOR_WITHOUT_LINK, path, system, "no link of the file leads to #" + anchor);
            }
        }
    }

    private void receivers() {
        files.routing()
                .ifPresent(routing -> routing.receivers().stream()
                        .filter(name -> !routing.used().contains(name) && !name.equals(ReceiverNames.NOBODY))
                        .sorted()
                        .forEach(name -> add(
                                Kind.RECEIVER_WITHOUT_ROUTE,
                                Links.ALERTMANAGER_PATH,
                                name.contains("/") ? name.substring(0, name.indexOf('/')) : "",
                                "no route leads to the receiver " + name)));
    }

    /** What a link of a document says and is not there. */
    private Optional<String> dead(String link, String from, MarkdownOutline outline) {
        if (link.startsWith("#")) {
            String anchor = link.substring(1);
            return outline.anchors().contains(anchor)
                    ? Optional.empty()
                    : Optional.of(link + ", which is no anchor of the file");
        }
        if (ABSOLUTE.matcher(link).matches()) {
            return place(link);
        }
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path folder = Path.of("/", from).resolveSibling(file).normalize();
        String target = folder.toString().replace('\\', '/').replaceFirst("^/", "");
        if (!files.paths().contains(target)) {
            return Optional.of(target + ", which is no generated file");
        }
        MarkdownOutline there = files.documents().get(target);
        return hash < 0 || there == null || there.anchors().contains(link.substring(hash + 1))
                ? Optional.empty()
                : Optional.of("#" + link.substring(hash + 1) + ", which is no anchor of " + target);
    }

    /** An address of one of our runbooks with a place that is not in it; other addresses are others' business. */
    private Optional<String> place(String url) {
        Matcher parts = RUNBOOK.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String path = RUNBOOKS + parts.group(1) + ".md";
        MarkdownOutline outline = files.documents().get(path);
        return outline == null || outline.anchors().contains(parts.group(2))
                ? Optional.empty()
                : Optional.of("#" + parts.group(2) + ", which is no anchor of " + path);
    }

    private Optional<String> panel(String url) {
        Matcher parts = PANEL.matcher(url);
        if (!parts.find()) {
            return Optional.empty();
        }
        Set<Long> ids = files.panels().get(parts.group(1));
        if (ids == null) {
            return Optional.of("the dashboard " + parts.group(1) + ", which is none of the generated ones");
        }
        return ids.contains(Long.parseLong(parts.group(2)))
                ? Optional.empty()
                : Optional.of("the panel " + parts.group(2) + ", which is not on the dashboard " + parts.group(1));
    }

    private static String system(RuleAlert alert) {
        return alert.labels().getOrDefault(LabelNames.SYSTEM, "");
    }

    private void add(Kind kind, RuleAlert alert, String message) {
        broken.add(new BrokenLink(kind, alert.file(), system(alert), alert.name(), message));
    }

    private void add(Kind kind, String file, String system, String message) {
        broken.add(new BrokenLink(kind, file, system, "", message));
    }
}
