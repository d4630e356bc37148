package io.watchbill.alertmanager.semantics;

import io.watchbill.alertmanager.format.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where alerts end in a tree of routes: at the deepest routes that match, the first among siblings, and the next ones too
 * where a route goes on.
 */
public final class RouteTree {

    private RouteTree() {}

    /** The routes at which an alert with these labels ends, in the order of the tree; at least one. */
    public static List<RoutedLeaf> leaves(Route root, Map<String, String> labels) {
        List<RoutedLeaf> found = new ArrayList<>();
        find(root, RoutedLeaf.root(root), labels, found);
        return List.copyOf(found);
    }

    private static void find(Route route, RoutedLeaf settings, Map<String, String> labels, List<RoutedLeaf> found) {
        boolean matched = false;
        for (int i = 0; i < route.routes().size(); i++) {
            Route child = route.routes().get(i);
            if (LabelMatching.matches(child.matchers(), labels)) {
                find(child, settings.child(i, child), labels, found);
                matched = true;
                if (!child.goesOn()) {
                    return;
                }
            }
        }
        if (!matched) {
            found.add(settings);
        }
    }
}
