package io.watchbill.alertmanager.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.IntervalItem;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.NamedIntervals;
import io.watchbill.alertmanager.format.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An {@code AlertmanagerConfig} of {@code monitoring.coreos.com/v1alpha1}, key for key:
 * <a href="https://prometheus-operator.dev/docs/api-reference/api/">format</a>.
 */
record OperatorResource(@JsonProperty("apiVersion") String apiVersion, String kind, Metadata metadata, Spec spec) {

    record Metadata(String name, String namespace, Map<String, String> labels) {}

    /** @param receivers settings in the resource's own words, a name before them */
    record Spec(
            RouteEntry route,
            List<Map<String, Object>> receivers,
            @JsonProperty("inhibitRules") List<Inhibits> inhibitRules,
            @JsonProperty("muteTimeIntervals") List<Times> muteTimeIntervals) {}

    /** A matcher; the value may be empty, and says something then. */
    record Match(
            String name,
            @JsonInclude(JsonInclude.Include.ALWAYS) String value,
            @JsonProperty("matchType") String matchType) {

        static List<Match> of(List<Matcher> matchers) {
            return matchers.stream()
                    .map(matcher -> new Match(matcher.label(), matcher.value(), matcher.operator()))
                    .toList();
        }
    }

    record RouteEntry(
            @Nullable String receiver,
            List<Match> matchers,
            @JsonProperty("groupBy") List<String> groupBy,
            @JsonProperty("groupWait") @Nullable String groupWait,
            @JsonProperty("groupInterval") @Nullable String groupInterval,
            @JsonProperty("repeatInterval") @Nullable String repeatInterval,
            @JsonProperty("activeTimeIntervals") List<String> activeTimeIntervals,
            @JsonProperty("muteTimeIntervals") List<String> muteTimeIntervals,

            @JsonProperty("continue") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean goesOn,

            List<RouteEntry> routes) {

        static RouteEntry of(Route route) {
            return new RouteEntry(
                    route.receiver(),
                    Match.of(route.matchers()),
                    route.groupBy(),
                    route.groupWait(),
                    route.groupInterval(),
                    route.repeatInterval(),
                    route.activeTimeIntervals(),
                    route.muteTimeIntervals(),
                    route.goesOn(),
                    route.routes().stream().map(RouteEntry::of).toList());
        }
    }

    record Inhibits(
            @JsonProperty("sourceMatch") List<Match> sourceMatch,
            @JsonProperty("targetMatch") List<Match> targetMatch,
            List<String> equal) {

        static Inhibits of(InhibitRule rule) {
            return new Inhibits(Match.of(rule.sourceMatchers()), Match.of(rule.targetMatchers()), rule.equal());
        }
    }

    record Times(String name, @JsonProperty("timeIntervals") List<Item> timeIntervals) {

        static Times of(NamedIntervals named) {
            return new Times(
                    named.name(), named.timeIntervals().stream().map(Item::of).toList());
        }
    }

    /** An item; the resource has no place for a zone. */
    record Item(
            List<String> years,
            List<String> months,
            @JsonProperty("daysOfMonth") List<Days> daysOfMonth,
            List<String> weekdays,
            List<Range> times) {

        static Item of(IntervalItem item) {
            return new Item(
                    item.years(),
                    item.months(),
                    item.daysOfMonth().stream().map(Days::of).toList(),
                    item.weekdays(),
                    item.times().stream()
                            .map(range -> new Range(range.startTime(), range.endTime()))
                            .toList());
        }
    }

    record Days(int start, int end) {

        static Days of(String range) {
            String[] ends = range.split(":", 2);
            return new Days(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        }
    }

    record Range(
            @JsonProperty("startTime") String startTime,
            @JsonProperty("endTime") String endTime) {}
}
