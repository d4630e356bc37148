package io.watchbill.alertmanager.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.Route;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTreeTest {

    @Test
    void anAlertEndsAtTheDeepestRouteThatMatches() {
        Route root = route(
                "root",
                List.of(),
                false,
                route("a", List.of(Matcher.is("x", "1")), false, route("b", List.of(Matcher.is("y", "1")), false)));

        assertThat(receivers(root, Map.of("x", "1", "y", "1"))).containsExactly("b");
        assertThat(receivers(root, Map.of("x", "1"))).containsExactly("a");
        assertThat(receivers(root, Map.of("y", "1"))).containsExactly("root");
    }

    @Test
    void theFirstSiblingTakesItUnlessItGoesOn() {
        Route all = route(
                "root",
                List.of(),
                false,
                route("a", List.of(), true),
                route("b", List.of(), false),
                route("c", List.of(), false));

        assertThat(receivers(all, Map.of())).containsExactly("a", "b");
    }

    @Test
    void settingsAreInheritedAndIntervalsAreNot() {
        Route child = new Route(
                null,
                List.of(Matcher.is("x", "1")),
                List.of(),
                null,
                "1m",
                null,
                List.of(),
                List.of(),
                false,
                List.of());
        Route root = new Route(
                "root",
                List.of(),
                List.of("x"),
                "10s",
                "5m",
                "3h",
                List.of("day"),
                List.of("night"),
                false,
                List.of(child));

        RoutedLeaf leaf = RouteTree.leaves(root, Map.of("x", "1")).get(0);

        assertThat(leaf.receiver()).isEqualTo("root");
        assertThat(leaf.groupBy()).containsExactly("x");
        assertThat(List.of(leaf.groupWait(), leaf.groupInterval(), leaf.repeatInterval()))
                .containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofHours(3));
        assertThat(leaf.active()).isEmpty();
        assertThat(leaf.mutes()).isEmpty();
        assertThat(leaf.group(Map.of("x", "1", "z", "2"))).isEqualTo("{}/{x=\"1\"}:{x=\"1\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "=,'',true", // not there is empty
        "!=,'',false",
        "=~,'',true",
        "=~,.+,false",
        "!~,.+,true"
    })
    void aLabelThatIsNotThereIsEmpty(String operator, String value, boolean matches) {
        assertThat(LabelMatching.matches(List.of(new Matcher("x", operator, value)), Map.of()))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"P1|P2,P1,true", "P1|P2,P12,false", "P,P1,false", "P.,P1,true"})
    void aPatternFitsTheWholeValue(String pattern, String value, boolean matches) {
        assertThat(LabelMatching.matches(List.of(new Matcher("x", "=~", pattern)), Map.of("x", value)))
                .isEqualTo(matches);
    }

    private static Route route(String receiver, List<Matcher> matchers, boolean goesOn, Route... children) {
        return new Route(
                receiver, matchers, List.of(), null, null, null, List.of(), List.of(), goesOn, Arrays.asList(children));
    }

    private static List<String> receivers(Route root, Map<String, String> labels) {
        return RouteTree.leaves(root, labels).stream().map(RoutedLeaf::receiver).toList();
    }
}
