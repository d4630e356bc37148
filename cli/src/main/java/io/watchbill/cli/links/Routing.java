package io.watchbill.cli.links;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.semantics.LabelMatching;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * alertmanager.yml as far as receivers go.
 *
 * @param receivers their names
 * @param used those that some route names
 */
record Routing(Node root, Set<String> receivers, Set<String> used) {

    private static final Pattern MATCHER =
            Pattern.compile("\\s*(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*");

    Routing {
        receivers = Set.copyOf(receivers);
        used = Set.copyOf(used);
    }

    /**
     * A route.
     *
     * @param matchers those that can be judged; one in another form than ours is taken to hold
     */
    record Node(List<Matcher> matchers, boolean goesOn, List<Node> routes) {}

    static Routing of(JsonNode file) {
        Set<String> receivers = new LinkedHashSet<>();
        file.path("receivers")
                .forEach(receiver -> receivers.add(receiver.path("name").asText()));
        Set<String> used = new LinkedHashSet<>();
        Node root = node(file.path("route"), used);
        return new Routing(root, receivers, used);
    }

    private static Node node(JsonNode route, Set<String> used) {
        if (route.has("receiver")) {
            used.add(route.get("receiver").asText());
        }
        List<Matcher> matchers = new ArrayList<>();
        route.path("matchers").forEach(text -> matcher(text.asText()).ifPresent(matchers::add));
        List<Node> routes = new ArrayList<>();
        route.path("routes").forEach(child -> routes.add(node(child, used)));
        return new Node(matchers, route.path("continue").asBoolean(false), routes);
    }

    private static Optional<Matcher> matcher(String text) {
        java.util.regex.Matcher parts = MATCHER.matcher(text);
        return parts.matches()
                ? Optional.of(new Matcher(
                        parts.group(1), parts.group(2), parts.group(3).replaceAll("\\\\(.)", "$1")))
                : Optional.empty();
    }

    /** Whether a route other than the root takes an alert with these labels; labels that are not known may have any value. */
    boolean takes(Map<String, String> labels) {
        return root.routes().stream()
                .anyMatch(route -> LabelMatching.matches(
                        route.matchers().stream()
                                .filter(matcher -> labels.containsKey(matcher.label()))
                                .toList(),
                        labels));
    }
}
