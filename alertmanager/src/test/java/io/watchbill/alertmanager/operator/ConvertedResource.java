package io.watchbill.alertmanager.operator;

import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.alertmanager.format.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the operator makes of resources: every name with namespace and resource before it, each route going on to the next
 * and seeing one namespace alone, inhibit rules likewise, below a root that tells nobody.
 */
final class ConvertedResource {

    private final AlertmanagerConfig resource;
    private final boolean enforced;

    /** @param enforced whether only alerts of the resource's namespace are seen */
    ConvertedResource(AlertmanagerConfig resource, boolean enforced) {
        this.resource = resource;
        this.enforced = enforced;
    }

    static AlertmanagerFile file(List<ConvertedResource> resources) {
        List<ReceiverEntry> receivers = new ArrayList<>(List.of(new ReceiverEntry("null", Map.of())));
        resources.forEach(one -> receivers.addAll(one.receivers()));
        Route root = new Route(
                "null",
                List.of(),
                List.of("unlike_ours"),
                "11s",
                "12m",
                "13h",
                List.of(),
                List.of(),
                false,
                resources.stream().map(ConvertedResource::top).toList());
        return new AlertmanagerFile(
                root,
                resources.stream().flatMap(one -> one.inhibitRules().stream()).toList(),
                receivers,
                resources.stream().flatMap(one -> one.intervals().stream()).toList());
    }

    private String named(String name) {
        return resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName() + "/" + name;
    }

    private Route top() {
        Route route = route(MODEL.convertValue(
                resource.getSpec().getRoute(), io.fabric8.openshift.api.model.monitoring.v1alpha1.Route.class));
        return new Route(
                route.receiver(),
                enforce(route.matchers()),
                route.groupBy(),
                route.groupWait(),
                route.groupInterval(),
                route.repeatInterval(),
                route.activeTimeIntervals(),
                route.muteTimeIntervals(),
                true,
                route.routes());
    }

    private static final com.fasterxml.jackson.databind.ObjectMapper MODEL = StrictModel.MAPPER;

    private Route route(io.fabric8.openshift.api.model.monitoring.v1alpha1.Route route) {
        return new Route(
                route.getReceiver() == null ? null : named(route.getReceiver()),
                matchers(route.getMatchers()),
                texts(route.getGroupBy()),
                route.getGroupWait(),
                route.getGroupInterval(),
                route.getRepeatInterval(),
                texts(route.getActiveTimeIntervals()).stream().map(this::named).toList(),
                texts(route.getMuteTimeIntervals()).stream().map(this::named).toList(),
                Boolean.TRUE.equals(route.getContinue()),
                // The definitions leave child routes open; the operator reads them as routes.
                route.getRoutes().stream()
                        .map(child -> route(MODEL.convertValue(
                                child, io.fabric8.openshift.api.model.monitoring.v1alpha1.Route.class)))
                        .toList());
    }

    private List<InhibitRule> inhibitRules() {
        return resource.getSpec().getInhibitRules().stream()
                .map(rule -> new InhibitRule(
                        enforce(matchers(rule.getSourceMatch())),
                        enforce(matchers(rule.getTargetMatch())),
                        texts(rule.getEqual())))
                .toList();
    }

    private List<ReceiverEntry> receivers() {
        return resource.getSpec().getReceivers().stream()
                .map(receiver -> new ReceiverEntry(named(receiver.getName()), Map.of()))
                .toList();
    }

    private List<NamedIntervals> intervals() {
        return resource.getSpec().getMuteTimeIntervals().stream()
                .map(named -> new NamedIntervals(
                        named(named.getName()),
                        named.getTimeIntervals().stream()
                                .map(item -> new IntervalItem(
                                        "UTC",
                                        texts(item.getYears()),
                                        texts(item.getMonths()),
                                        item.getDaysOfMonth().stream()
                                                .map(days -> days.getStart() + ":" + days.getEnd())
                                                .toList(),
                                        texts(item.getWeekdays()),
                                        item.getTimes().stream()
                                                .map(time -> new IntervalItem.TimeRange(
                                                        time.getStartTime(), time.getEndTime()))
                                                .toList()))
                                .toList()))
                .toList();
    }

    private List<Matcher> enforce(List<Matcher> matchers) {
        return enforced
                ? Stream.concat(
                                matchers.stream(),
                                Stream.of(Matcher.is(
                                        "namespace", resource.getMetadata().getNamespace())))
                        .toList()
                : matchers;
    }

    private static List<Matcher> matchers(List<io.fabric8.openshift.api.model.monitoring.v1alpha1.Matcher> written) {
        return written.stream()
                .map(one -> new Matcher(
                        one.getName(),
                        Objects.requireNonNull(one.getMatchType()),
                        Objects.requireNonNull(one.getValue())))
                .toList();
    }

    private static List<String> texts(List<String> written) {
        return written == null ? List.of() : List.copyOf(written);
    }
}
