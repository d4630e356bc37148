package io.watchbill.report;

import io.watchbill.report.Html.Element;

/** The shapes that pictures are made of. */
final class Svg {
    private Svg() {}

    /** A picture that scales with its place and says in words what it shows. */
    static Element picture(double width, double height, String says) {
        return Html.of("svg")
                .with("viewBox", "0 0 " + Figures.pixels(width) + " " + Figures.pixels(height))
                .with("role", "img")
                .with("aria-label", says)
                .add(Html.of("title").add(says));
    }

    static Element rectangle(String cssClass, double x, double y, double width, double height) {
        return Html.of("rect", cssClass)
                .with("x", x)
                .with("y", y)
                .with("width", Math.max(0, width))
                .with("height", Math.max(0, height));
    }

    static Element line(String cssClass, double x1, double y1, double x2, double y2) {
        return Html.of("line", cssClass)
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2);
    }

    static Element text(String cssClass, double x, double y, String text) {
        return Html.of("text", cssClass).with("x", x).with("y", y).add(text);
    }

    /** A dot that says its value when pointed at. */
    static Element dot(String cssClass, double x, double y, double radius, String says) {
        return Html.of("circle", cssClass)
                .with("cx", x)
                .with("cy", y)
                .with("r", radius)
                .add(Html.of("title").add(says));
    }

    /** A line through points, {@code x,y x,y …}. */
    static Element path(String cssClass, String points) {
        return Html.of("polyline", cssClass).with("points", points);
    }

    static String point(double x, double y) {
        return Figures.pixels(x) + "," + Figures.pixels(y) + " ";
    }
}
