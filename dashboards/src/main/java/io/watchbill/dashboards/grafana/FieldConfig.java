package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values look: one default, and exceptions by field. */
public record FieldConfig(Defaults defaults, List<FieldOverride> overrides) {

    public FieldConfig {
        overrides = List.copyOf(overrides);
    }

    /**
     * How every value looks.
     *
     * @param unit Grafana's name of the unit
     * @param noValue the words where there is no value
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Defaults(
            String unit,
            @Nullable Integer decimals,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            String noValue,
            Color color,
            Thresholds thresholds,
            List<ValueMapping> mappings,
            List<FieldLink> links,
            @Nullable Custom custom) {

        public Defaults {
            mappings = List.copyOf(mappings);
            links = List.copyOf(links);
        }
    }

    /** Where a colour comes from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Color(String mode, @Nullable String fixedColor) {
        /** From the thresholds. */
        public static final Color BY_THRESHOLDS = new Color("thresholds", null);

        /** A colour of its own for each series, the same for the same name. */
        public static final Color BY_SERIES = new Color("palette-classic-by-name", null);

        /** Always this one. */
        public static Color fixed(String color) {
            return new Color("fixed", color);
        }
    }

    /** A link behind a value; the address may hold {@code ${__data.fields.NAME}}. */
    public record FieldLink(String title, String url, boolean targetBlank) {}

    /** An exception. */
    public record FieldOverride(Matcher matcher, List<Property> properties) {

        public FieldOverride {
            properties = List.copyOf(properties);
        }

        /** For the field of this name. */
        public static FieldOverride byName(String name, Property... properties) {
            return new FieldOverride(new Matcher("byName", name), List.of(properties));
        }

        /** For the answers of one query. */
        public static FieldOverride byQuery(String refId, Property... properties) {
            return new FieldOverride(new Matcher("byFrameRefID", refId), List.of(properties));
        }
    }

    /** Which fields an exception is for. */
    public record Matcher(String id, String options) {}

    /** What the exception sets. */
    public record Property(String id, Object value) {}
}
