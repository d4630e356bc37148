package io.watchbill.dashboards.grafana;

/**
 * A place on the grid of {@value #COLUMNS} columns; a unit of height is 30 pixels.
 *
 * @param h height, at least 1
 * @param w width, 1 to 24
 * @param x columns from the left
 * @param y units from the top
 */
public record GridPos(int h, int w, int x, int y) {

    /** The grid's width. */
    public static final int COLUMNS = 24;

    public GridPos {
        if (h < 1 || w < 1 || x < 0 || y < 0 || x + w > COLUMNS) {
            throw new IllegalArgumentException(
                    "no place on a grid of " + COLUMNS + " columns: h=" + h + " w=" + w + " x=" + x + " y=" + y);
        }
    }

    /** Whether both cover the same cell. */
    public boolean overlaps(GridPos other) {
        return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
    }
}
