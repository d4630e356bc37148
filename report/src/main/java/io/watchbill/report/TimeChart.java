package io.watchbill.report;

import io.watchbill.report.Html.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A score over time with the levels that it is held against.
 *
 * @param says   the picture in words
 * @param points in order of time
 * @param levels horizontal lines
 * @param fromZero whether the scale starts at 0
 */
record TimeChart(String says, List<Point> points, List<Level> levels, boolean fromZero) {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 236;
    private static final double LEFT = 52;
    /** The levels' names stand beside the course, not in it. */
    private static final double RIGHT = 112;

    private static final double TOP = 14;
    private static final double BOTTOM = 24;
    private static final double MARGIN = 0.08;
    private static final int MOST_TIMES = 7;
    /** Lines closer than this would write over one another. */
    private static final double LINE_HEIGHT = 13;

    TimeChart {
        points = List.copyOf(points);
        levels = List.copyOf(levels);
    }

    /**
     * A chunk of time.
     *
     * @param floor    what the score is expected to be without drift; NaN where that is not known
     * @param cssClass the verdict's colour
     * @param says     when and how much
     */
    record Point(Instant from, Instant to, double value, double floor, String cssClass, String says) {
        double middle() {
            return (from.toEpochMilli() + to.toEpochMilli()) / 2.0;
        }
    }

    /** A horizontal line with its name. */
    record Level(String name, double value, String cssClass) {}

    Element picture() {
        Element picture = Svg.picture(WIDTH, HEIGHT, says);
        Axis x = new Axis(
                points.get(0).from().toEpochMilli(),
                points.get(points.size() - 1).to().toEpochMilli(),
                LEFT,
                WIDTH - RIGHT);
        Axis y = scale();
        List<Html> parts = new ArrayList<>();
        for (Axis.Tick tick : y.ticks()) {
            parts.add(Svg.line("grid", LEFT, tick.pixel(), WIDTH - RIGHT, tick.pixel()));
            parts.add(Svg.text("axis end", LEFT - 6, tick.pixel() + 4, tick.text()));
        }
        for (Axis.Tick tick : x.times(MOST_TIMES)) {
            parts.add(Svg.line("grid", tick.pixel(), HEIGHT - BOTTOM, tick.pixel(), HEIGHT - BOTTOM + 4));
            parts.add(Svg.text("axis middle", tick.pixel(), HEIGHT - 6, tick.text()));
        }
        parts.addAll(levels(y));
        StringBuilder line = new StringBuilder();
        StringBuilder floor = new StringBuilder();
        for (Point point : points) {
            line.append(Svg.point(x.pixel(point.middle()), y.pixel(point.value())));
            if (!Double.isNaN(point.floor())) {
                floor.append(Svg.point(x.pixel(point.middle()), y.pixel(point.floor())));
            }
        }
        if (!floor.isEmpty()) {
            parts.add(Svg.path("floor", floor.toString().strip()));
        }
        parts.add(Svg.path("score", line.toString().strip()));
        double radius = points.size() > 60 ? 2 : 3;
        for (Point point : points) {
            parts.add(Svg.dot(
                    "dot " + point.cssClass(), x.pixel(point.middle()), y.pixel(point.value()), radius, point.says()));
        }
        return picture.add(parts);
    }

    /** The levels from the lowest on the screen up, their names apart from one another. */
    private List<Html> levels(Axis y) {
        List<Level> upwards = new ArrayList<>(levels);
        upwards.sort(Comparator.comparingDouble((Level level) -> y.pixel(level.value()))
                .reversed());
        List<Html> parts = new ArrayList<>();
        double free = HEIGHT;
        for (Level level : upwards) {
            double at = y.pixel(level.value());
            double name = Math.min(at + 4, free);
            free = name - LINE_HEIGHT;
            parts.add(Svg.line("level " + level.cssClass(), LEFT, at, WIDTH - RIGHT, at));
            parts.add(Svg.text(
                    level.cssClass(), WIDTH - RIGHT + 6, name, level.name() + " " + Figures.threshold(level.value())));
        }
        return parts;
    }

    private Axis scale() {
        DoubleStream values = Stream.concat(
                        points.stream().map(Point::value), levels.stream().map(Level::value))
                .mapToDouble(Double::doubleValue);
        var statistics = values.summaryStatistics();
        double least = fromZero ? 0 : statistics.getMin();
        double greatest = statistics.getMax();
        double span = greatest > least ? greatest - least : Math.max(1e-6, Math.abs(greatest) * 0.1);
        return new Axis(fromZero ? 0 : least - MARGIN * span, greatest + MARGIN * span, HEIGHT - BOTTOM, TOP);
    }

    /** The course alone, as small as a word. */
    Element sparkline() {
        double width = 96;
        double height = 22;
        Element picture = Svg.picture(width, height, says).with("class", "sparkline");
        Axis x = new Axis(
                points.get(0).from().toEpochMilli(),
                points.get(points.size() - 1).to().toEpochMilli(),
                2,
                width - 2);
        Axis whole = scale();
        Axis y = new Axis(whole.least(), whole.greatest(), height - 2, 2);
        StringBuilder line = new StringBuilder();
        points.forEach(point -> line.append(Svg.point(x.pixel(point.middle()), y.pixel(point.value()))));
        List<Html> parts = new ArrayList<>();
        for (Level level : levels) {
            double at = y.pixel(level.value());
            parts.add(Svg.line("level " + level.cssClass(), 0, at, width, at));
        }
        parts.add(Svg.path("score", line.toString().strip()));
        return picture.add(parts);
    }
}
