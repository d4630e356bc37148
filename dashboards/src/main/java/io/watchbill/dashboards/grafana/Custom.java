package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The settings of a value's look that only one kind of panel has. */
public sealed interface Custom {

    /** Lines over time. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Lines(
            String drawStyle,
            String lineInterpolation,
            int lineWidth,
            int fillOpacity,
            String showPoints,
            boolean spanNulls,
            String axisLabel,
            @Nullable BigDecimal axisSoftMin,
            @Nullable BigDecimal axisSoftMax,
            Mode stacking,
            Mode thresholdsStyle)
            implements Custom {

        /** Plain lines, thresholds as dashed lines if there are any. */
        public static Lines plain(boolean thresholds) {
            return new Lines(
                    "line",
                    "linear",
                    2,
                    8,
                    "auto",
                    false,
                    "",
                    null,
                    null,
                    new Mode("none"),
                    new Mode(thresholds ? "dashed" : "off"));
        }

        /** Areas on one another that always fill the height. */
        public static Lines shares() {
            return new Lines(
                    "line", "linear", 1, 60, "never", false, "", null, null, new Mode("percent"), new Mode("off"));
        }

        /** The same with an axis that reaches at least to these values, so that a threshold is on the picture. */
        public Lines reaching(@Nullable BigDecimal softMinimum, @Nullable BigDecimal softMaximum) {
            return new Lines(
                    drawStyle,
                    lineInterpolation,
                    lineWidth,
                    fillOpacity,
                    showPoints,
                    spanNulls,
                    axisLabel,
                    softMinimum,
                    softMaximum,
                    stacking,
                    thresholdsStyle);
        }
    }

    /** Grafana wraps some choices in an object of their own. */
    record Mode(String mode) {}

    /** Bars. */
    record Bars(int lineWidth, int fillOpacity) implements Custom {}

    /** Bands of state over time. */
    record Bands(int lineWidth, int fillOpacity) implements Custom {}

    /** Cells of a table. */
    record Cells(String align, CellOptions cellOptions, boolean inspect, boolean filterable) implements Custom {

        /** Plain text. */
        public static final Cells PLAIN = new Cells("auto", new CellOptions("auto"), false, false);
    }

    /** How a cell is drawn: {@code auto}, {@code color-text} or {@code color-background}. */
    record CellOptions(String type) {}
}
