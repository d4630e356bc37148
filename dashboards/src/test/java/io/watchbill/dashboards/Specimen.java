package io.watchbill.dashboards;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.Fault;
import io.watchbill.dashboards.lint.GeneratedRule;
import io.watchbill.dashboards.lint.LintedDashboard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A dashboard written by hand that has one panel of each kind and no fault, to be spoilt.
 *
 * @param json what it holds now
 */
record Specimen(ObjectNode json) {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<GeneratedRule> RULES = List.of(
            new GeneratedRule(
                    "ShopErrors",
                    true,
                    "sum by (model) (rate(ml_requests_total{outcome=\"error\"}[5m]))\n"
                            + "  / sum by (model) (rate(ml_requests_total[5m]))\n  > 0.05",
                    Optional.of("https://grafana.example.com/d/shop-overview?viewPanel=2&var-job={{ $labels.job }}")),
            new GeneratedRule("shop:requests:rate5m", false, "sum(rate(ml_requests_total[5m]))", Optional.empty()));

    /** As it was written. */
    static Specimen whole() {
        try (InputStream in = Specimen.class.getResourceAsStream("specimen.json")) {
            return new Specimen((ObjectNode) MAPPER.readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts JSON, such as {@code "text"} or {@code [1, 2]}, where the pointer leads; an index one too large appends. */
    Specimen put(String pointer, String value) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = json.at(at.head());
        try {
            JsonNode node = MAPPER.readTree(value);
            if (parent instanceof ObjectNode object) {
                object.set(at.last().getMatchingProperty(), node);
            } else {
                int index = at.last().getMatchingIndex();
                ArrayNode array = (ArrayNode) parent;
                if (index < array.size()) {
                    array.set(index, node);
                } else {
                    array.add(node);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Specimen remove(String pointer) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = json.at(at.head());
        if (parent instanceof ObjectNode object) {
            object.remove(at.last().getMatchingProperty());
        } else {
            ((ArrayNode) parent).remove(at.last().getMatchingIndex());
        }
        return this;
    }

    /** What the rules find in it, beside a second dashboard that has no fault. */
    List<Fault> faults() {
        Specimen other = whole().put("/uid", "\"shop-model\"").put("/title", "\"Shop / Model\"");
        return DashboardLint.faults(
                List.of(
                        new LintedDashboard("shop-overview.json", json),
                        new LintedDashboard("shop-model.json", other.json())),
                RULES);
    }
}
