package io.watchbill.runbooks;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import io.watchbill.runbooks.site.Site;
import io.watchbill.runbooks.site.SitePage;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The runbooks and documents of a fleet as a site, with a page that lists all of its systems. */
public final class RunbookSite {

    private static final String HOME = "index.html";

    private RunbookSite() {}

    /**
     * The pages: {@code index.html}, for each system its runbook and under {@code operations/} its document. Each is rendered
     * when the stream comes to it.
     *
     * @param compiled by its path, a file that the fleet compiled to: the Markdown is taken from it
     */
    public static Stream<Artifact> render(Fleet fleet, UnaryOperator<String> compiled, Templates templates) {
        List<SitePage> pages = new ArrayList<>();
        List<String> index = new ArrayList<>();
        index.add(templates.render(
                RunbookTemplates.INDEX,
                Map.of("systems", fleet.plans().stream().map(RunbookSite::row).toList())));
        for (Plan plan : fleet.plans()) {
            index.add(templates.render(RunbookTemplates.INDEX_SYSTEM, system(plan)));
            pages.add(new SitePage(
                    plan.links().runbookPath(),
                    plan.links().pagePath(),
                    "Runbook: " + title(plan),
                    priorities(plan),
                    plan.links().runbookUrl().orElse("")));
            pages.add(new SitePage(
                    plan.links().documentPath(),
                    "operations/" + plan.links().pagePath(),
                    "Operations Specification: " + title(plan),
                    Map.of(),
                    ""));
        }
        SitePage home = new SitePage("index.md", HOME, "Runbooks", Map.of(), "");
        pages.add(0, home);
        String listed = MarkdownFile.of(index);
        return Site.render(pages, HOME, page -> page.equals(home) ? listed : compiled.apply(page.source()));
    }

    private static String title(Plan plan) {
        return plan.specification().metadata().title();
    }

    private static Map<String, Priority> priorities(Plan plan) {
        Map<String, Priority> priorities = new LinkedHashMap<>();
        plan.alerts().forEach(alert -> priorities.put(alert.runbook().anchor(), alert.priority()));
        return priorities;
    }

    private static Map<String, Object> row(Plan plan) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("title", title(plan));
        values.put("runbook", plan.links().runbookPath());
        values.put("owner", plan.specification().metadata().owner());
        values.put("environment", plan.specification().metadata().environment().orElse(""));
        values.put("alerts", plan.alerts().size());
        values.put("reviewed", AlertValues.reviewed(plan.specification()));
        return values;
    }

    private static Map<String, Object> system(Plan plan) {
        Map<String, Object> values = row(plan);
        OnCallWords onCall = new OnCallWords(
                plan.specification().onCall(), plan.specification().metadata().owner());
        values.put("description", plan.specification().metadata().description());
        values.put("document", plan.links().documentPath());
        values.put(
                "dashboards",
                Arrays.stream(View.values())
                        .flatMap(view -> plan.links().dashboardUrl(view).stream())
                        .findFirst()
                        .orElse(""));
        values.put("onCall", onCall.rotations());
        values.put(
                "priorities",
                Arrays.stream(Priority.values())
                        .map(priority -> priority(plan, priority))
                        .toList());
        return values;
    }

    private static Map<String, Object> priority(Plan plan, Priority priority) {
        List<Map<String, String>> alerts = plan.alerts().stream()
                .filter(alert -> alert.priority() == priority)
                .map(RunbookSite::alert)
                .toList();
        return Map.of("name", priority.name(), "alerts", alerts);
    }

    private static Map<String, String> alert(PlannedAlert alert) {
        return Map.of("name", alert.name(), "anchor", alert.runbook().anchor());
    }
}
