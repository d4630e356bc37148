package io.watchbill.dashboards;

import io.watchbill.dashboards.PanelProblem.Kind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Business;
import io.watchbill.spec.Model;
import io.watchbill.spec.Monitoring;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts of a specification in which Grafana would put a value in the place of a name. It does so in titles and queries alike, for names
 * that it knows; others it shows as they are. It has no escape, so such a text is
 * refused; but {@link Rota#text} has one.
 *
 * <p>The forms are those of Grafana's <a
 * href="https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/variable-syntax/">variable syntax</a>.
 */
final class FilledTexts {

    private static final Pattern NAMED =
            Pattern.compile("\\$(\\w+)|\\[\\[(\\w+)(?::\\w+)?]]|\\$\\{(\\w+)(?:\\.[^:^}]+)?(?::[^}]+)?}");

    private static final Set<String> OF_MODELS =
            Set.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.WINDOW, LabelNames.COLUMN, LabelNames.SEGMENT);

    private final Plan plan;
    private final List<PanelProblem> problems = new ArrayList<>();

    private FilledTexts(Plan plan) {
        this.plan = plan;
    }

    /** Those that stand in a title, a text, a link's name or a query. */
    static List<PanelProblem> of(Plan plan) {
        FilledTexts found = new FilledTexts(plan);
        OperationsSpecification specification = plan.specification();
        found.text(specification.metadata().title(), "/metadata/title");
        found.text(specification.metadata().description(), "/metadata/description");
        specification.metadata().environment().ifPresent(text -> found.text(text, "/metadata/environment"));
        specification
                .alerting()
                .severities()
                .forEach((priority, settings) ->
                        found.text(settings.title(), "/alerting/severities/" + priority + "/title"));
        found.selectors(specification.sources().infrastructure(), "/sources/infrastructure/");
        found.selectors(specification.sources().application(), "/sources/application/");
        specification.models().forEach(found::segments);
        found.business(specification.business());
        for (int i = 0; i < specification.metrics().size(); i++) {
            found.text(specification.metrics().get(i).promql(), "/metrics/" + i + "/promql");
        }
        found.links(specification.monitoring().dashboards());
        for (PlannedAlert alert : plan.alerts()) {
            found.text(alert.expression().text(), alert.specPath());
            alert.runbook().url().ifPresent(url -> found.text(url, alert.specPath()));
        }
        return found.problems.stream().distinct().toList();
    }

    private void selectors(List<Source> sources, String path) {
        for (int i = 0; i < sources.size(); i++) {
            for (var matcher : sources.get(i).selector()) {
                text(matcher.value(), path + i + "/selector");
            }
        }
    }

    private void segments(Model model) {
        for (int i = 0; i < model.segments().size(); i++) {
            text(model.segments().get(i).name(), "/models/" + model.name() + "/segments/" + i);
        }
    }

    private void business(Business business) {
        business.conversion().ifPresent(conversion -> text(conversion.event(), "/business/conversion/event"));
        business.value().ifPresent(value -> {
            text(value.event(), "/business/value/event");
            text(value.unit(), "/business/value/unit");
        });
        List<String> failed = business.downstream().failed();
        for (int i = 0; i < failed.size(); i++) {
            text(failed.get(i), "/business/downstream/failed/" + i);
        }
    }

    private void links(List<Monitoring.DashboardLink> dashboards) {
        for (int i = 0; i < dashboards.size(); i++) {
            text(dashboards.get(i).name(), "/monitoring/dashboards/" + i + "/name");
            text(dashboards.get(i).purpose(), "/monitoring/dashboards/" + i + "/purpose");
        }
    }

    private void text(String text, String path) {
        if (text.indexOf('$') < 0 && !text.contains("[[")) {
            return;
        }
        NAMED.matcher(text)
                .results()
                .filter(match -> isKnown(name(match)))
                .findFirst()
                .ifPresent(match -> problems.add(new PanelProblem(
                        Kind.FILLED_IN,
                        plan.system(),
                        path,
                        "Grafana would put a value in the place of '" + match.group()
                                + "', as its dashboards have a variable '" + name(match)
                                + "': write the text without it")));
    }

    private boolean isKnown(String name) {
        boolean ofModels = !plan.specification().models().isEmpty() && OF_MODELS.contains(name);
        return ofModels || name.equals("datasource") || name.startsWith("__");
    }

    private static String name(MatchResult match) {
        return Stream.of(1, 2, 3)
                .flatMap(group -> Optional.ofNullable(match.group(group)).stream())
                .findFirst()
                .orElse("");
    }
}
