package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is drawn, and how; one record per kind of panel. */
public sealed interface Options {

    /** Grafana's name of the kind. */
    @JsonIgnore
    String panelType();

    /** Where the series' names stand, and which numbers beside them. */
    record Legend(String displayMode, String placement, boolean showLegend, List<String> calcs) {
        public Legend {
            calcs = List.copyOf(calcs);
        }

        /** Names only. */
        public static final Legend LIST = new Legend("list", "bottom", true, List.of());

        /** Names with the last and the greatest value. */
        public static final Legend TABLE = new Legend("table", "bottom", true, List.of("lastNotNull", "max"));

        /** As {@link #TABLE}, at the right: for more than four series. */
        public static final Legend TABLE_RIGHT = new Legend("table", "right", true, List.of("lastNotNull", "max"));
    }

    /** What the pointer shows: one series or all of them. */
    record Tooltip(String mode, String sort) {
        /** All series, greatest first. */
        public static final Tooltip ALL = new Tooltip("multi", "desc");

        /** The series under the pointer. */
        public static final Tooltip ONE = new Tooltip("single", "none");
    }

    /** Lines over time. */
    record Timeseries(Legend legend, Tooltip tooltip) implements Options {
        @Override
        public String panelType() {
            return "timeseries";
        }
    }

    /** Which number of a series is shown. */
    record Reduce(List<String> calcs, String fields, boolean values) {
        /** The last one that is there. */
        public static final Reduce LAST = new Reduce(List.of("lastNotNull"), "", false);

        public Reduce {
            calcs = List.copyOf(calcs);
        }
    }

    /** One number per series. */
    record Stat(
            Reduce reduceOptions,
            String orientation,
            String textMode,
            String colorMode,
            String graphMode,
            String justifyMode)
            implements Options {

        /** The number alone, its cell coloured. */
        public static final Stat NUMBER = new Stat(Reduce.LAST, "auto", "value", "background", "none", "auto");

        /** The number with the series' name, its digits coloured. */
        public static final Stat NAMED = new Stat(Reduce.LAST, "auto", "value_and_name", "value", "none", "auto");

        /** The number over a small picture of its course. */
        public static final Stat COURSE = new Stat(Reduce.LAST, "auto", "value", "value", "area", "auto");

        @Override
        public String panelType() {
            return "stat";
        }
    }

    /** Rows and columns. */
    record Table(boolean showHeader, String cellHeight, List<SortBy> sortBy) implements Options {

        /** The order in which a table opens. */
        public record SortBy(String displayName, boolean desc) {}

        public Table {
            sortBy = List.copyOf(sortBy);
        }

        @Override
        public String panelType() {
            return "table";
        }
    }

    /** Bars side by side. */
    record Barchart(
            String orientation,
            String xField,
            int xTickLabelRotation,
            int xTickLabelMaxLength,
            int xTickLabelSpacing,
            String showValue,
            String stacking,
            double groupWidth,
            double barWidth,
            boolean fullHighlight,
            Legend legend,
            Tooltip tooltip)
            implements Options {

        /** Upright bars, one group per value of {@code field}. */
        public static Barchart by(String field) {
            return new Barchart(
                    "vertical", field, -45, 24, 100, "never", "none", 0.8, 0.95, false, Legend.LIST, Tooltip.ALL);
        }

        @Override
        public String panelType() {
            return "barchart";
        }
    }

    /** Cells by time and row, coloured by their value. */
    record Heatmap(
            boolean calculate,
            int cellGap,
            CellValues cellValues,
            Colors color,
            FilterValues filterValues,
            Shown legend,
            RowsFrame rowsFrame,
            String showValue,
            HeatmapTooltip tooltip,
            YAxis yAxis,
            Exemplars exemplars)
            implements Options {

        /** The unit of a cell. */
        public record CellValues(String unit) {}

        /** Colours from the least to the greatest value. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public record Colors(
                String mode,
                String scheme,
                boolean reverse,
                int steps,
                double exponent,
                String fill,
                String scale,
                @Nullable BigDecimal min,
                @Nullable BigDecimal max) {}

        /** Cells at or under this value are not drawn. */
        public record FilterValues(double le) {}

        /** Whether the scale of colours is shown. */
        public record Shown(boolean show) {}

        /** Whether a row's name is its middle, its top or unknown. */
        public record RowsFrame(String layout) {}

        /** What the pointer shows. */
        public record HeatmapTooltip(String mode, boolean yHistogram, boolean showColorScale) {}

        /** The axis at the left. */
        public record YAxis(String axisPlacement, boolean reverse, String unit) {}

        /** The dots of exemplars. */
        public record Exemplars(String color) {}

        /** Counts by bucket, white to blue. */
        public static Heatmap counts(String unit) {
            return heatmap(
                    "short",
                    new Colors("scheme", "Blues", false, 64, 0.5, "dark-blue", "exponential", null, null),
                    unit,
                    1e-9);
        }

        /**
         * Differences around nought, blue for less and red for more, cells of any sign drawn. Grafana turns the scheme RdBu
         * round by itself (public/app/plugins/panel/heatmap/palettes.ts), so that it must not be reversed once more.
         */
        public static Heatmap differences(BigDecimal reach) {
            return heatmap(
                    "short",
                    new Colors("scheme", "RdBu", false, 64, 0.5, "dark-blue", "exponential", reach.negate(), reach),
                    "short",
                    -1e9);
        }

        private static Heatmap heatmap(String cellUnit, Colors colors, String rowUnit, double above) {
            return new Heatmap(
                    false,
                    1,
                    new CellValues(cellUnit),
                    colors,
                    new FilterValues(above),
                    new Shown(true),
                    new RowsFrame("auto"),
                    "never",
                    new HeatmapTooltip("single", false, true),
                    new YAxis("left", false, rowUnit),
                    new Exemplars("rgba(255,0,255,0.7)"));
        }

        @Override
        public String panelType() {
            return "heatmap";
        }
    }

    /** Bands of state over time, one row per series. */
    record StateTimeline(
            boolean mergeValues, String showValue, String alignValue, double rowHeight, Legend legend, Tooltip tooltip)
            implements Options {

        /** Bands with the words of their states. */
        public static final StateTimeline BANDS =
                new StateTimeline(true, "auto", "left", 0.85, Legend.LIST, Tooltip.ONE);

        @Override
        public String panelType() {
            return "state-timeline";
        }
    }

    /** Markdown. */
    record Text(String mode, String content) implements Options {

        /** Markdown. */
        public static Text markdown(String content) {
            return new Text("markdown", content);
        }

        @Override
        public String panelType() {
            return "text";
        }
    }
}
