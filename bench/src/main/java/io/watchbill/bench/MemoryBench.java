package io.watchbill.bench;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ColumnWindow;
import io.watchbill.statistics.NumericReferenceBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What one numeric column and window of B bins and P panes takes on the heap, with everything that belongs to it: the
 * difference that many of them make after a collection. Held against 4B + 40P bytes, and for each pane 16 and min(6 × bins hit,
 * wB), w being 1, 2, 4 or 8 by its largest count.
 */
public final class MemoryBench {
    private static final int PANES = 61;
    private static final int COLUMNS = 500;
    private static final double KIBI = 1_024;
    /** Objects have heads, which the formula leaves out. */
    private static final String NEARLY = "<= 1.02";

    private final ColumnReference reference = reference();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, String> targets = new LinkedHashMap<>();

    private MemoryBench() {}

    /** Fills a window, pane after pane as time goes on. */
    private interface Filling {
        void fill(ColumnWindow window, Random random);
    }

    /** Arguments: the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws IOException {
        boolean check = List.of(arguments).contains("--check");
        Map<String, String> machine = Machine.described();
        MemoryBench bench = new MemoryBench();
        bench.measure();
        Result result = new Result("bench/run memory", machine, bench.values, bench.targets);
        System.exit(Results.keep(result, Path.of(arguments[0]), check) ? 0 : 1);
    }

    private void measure() {
        int bins = reference.bins();
        values.put("bins", (double) bins);
        values.put("panes", (double) PANES);
        measure("At100EventsAWindow", 8, (window, random) -> {
            for (int event = 0; event < 100; event++) {
                window.add(event * PANES / 100, random.nextInt(bins));
            }
        });
        measure(
                "At100EventsAPane",
                Double.NaN,
                (window, random) -> everyPane(pane -> {
                    for (int event = 0; event < 100; event++) {
                        window.add(pane, random.nextInt(bins));
                    }
                }));
        measure(
                "WithBytePanes",
                70,
                (window, random) -> everyPane(pane -> {
                    for (int bin = 0; bin < bins; bin++) {
                        window.add(pane, bin, 1 + random.nextInt(0xFF));
                    }
                }));
        measure(
                "WithShortPanes",
                Double.NaN,
                (window, random) -> everyPane(pane -> {
                    for (int bin = 0; bin < bins; bin++) {
                        window.add(pane, bin, 1 + random.nextInt(0xFFFF));
                    }
                }));
        measure(
                "WithIntPanes",
                260,
                (window, random) -> everyPane(pane -> {
                    for (int bin = 0; bin < bins; bin++) {
                        window.add(pane, bin, 1 + random.nextInt(Integer.MAX_VALUE / PANES));
                    }
                }));
    }

    private interface Pane {
        void fill(long pane);
    }

    private static void everyPane(Pane filling) {
        for (int pane = 0; pane < PANES; pane++) {
            filling.fill(pane);
        }
    }

    private void measure(String name, double mostKibi, Filling filling) {
        Random random = new Random(1);
        ColumnWindow[] windows = new ColumnWindow[COLUMNS];
        long before = usedBytes();
        for (int i = 0; i < COLUMNS; i++) {
            windows[i] = new ColumnWindow(reference, PANES);
            windows[i].advanceTo(0);
            filling.fill(windows[i], random);
            windows[i].advanceTo(PANES - 1);
            if (windows[i].snapshot().samples() == 0) {
                throw new IllegalStateException("a window without events");
            }
        }
        double bytes = (double) (usedBytes() - before) / COLUMNS;
        double formula = 0;
        for (ColumnWindow window : windows) {
            formula += formula(window) / COLUMNS;
        }
        values.put("kibibytes" + name, bytes / KIBI);
        values.put("toFormula" + name, bytes / formula);
        targets.put("toFormula" + name, NEARLY);
        if (!Double.isNaN(mostKibi)) {
            targets.put("kibibytes" + name, "<= " + (int) mostKibi);
        }
    }

    private double formula(ColumnWindow window) {
        int bins = reference.bins();
        double bytes = 4.0 * bins + 40.0 * PANES;
        for (int pane = 0; pane < PANES; pane++) {
            int hit = 0;
            long largest = 0;
            for (int bin = 0; bin < bins; bin++) {
                long count = window.count(pane, bin);
                hit += count > 0 ? 1 : 0;
                largest = Math.max(largest, count);
            }
            int width = largest <= 0xFF ? 1 : largest <= 0xFFFF ? 2 : largest <= 0xFFFF_FFFFL ? 4 : 8;
            bytes += 16 + Math.min(6.0 * hit, (double) width * bins);
        }
        return bytes;
    }

    /** Bytes of live objects: {@code bench/run} sets the collector up so that it leaves nothing between them. */
    private static long usedBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static ColumnReference reference() {
        NumericReferenceBuilder column = new NumericReferenceBuilder("column", ColumnKind.FEATURE, Workload.REFERENCE);
        new Random(1).doubles(Workload.REFERENCE, 0, 1_000).sorted().forEach(value -> column.add(value, 1));
        return column.build(0, 0);
    }
}
