package io.watchbill.exporter;

import io.watchbill.engine.ModelLimits;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.exporter.SnapshotSettings.Step;
import io.watchbill.web.WebSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An exporter that ends at once, as by {@code kill -9}, when it has done a step of a snapshot that often since it
 * said where it listens. Its options are
 * pairs: {@code --spec}, {@code --data-dir}, {@code --dies-after} a step and {@code --snapshots} a number.
 */
final class DyingExporter {
    private static final int KILLED = 137;

    private DyingExporter() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        Step last = Step.valueOf(options.get("--dies-after"));
        AtomicInteger left = new AtomicInteger(Integer.parseInt(options.get("--snapshots")));
        AtomicBoolean known = new AtomicBoolean();
        SnapshotSettings snapshots = new SnapshotSettings(Duration.ofMillis(150), 1L << 30, 500_000, step -> {
            if (known.get() && step == last && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        });
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Exporter exporter = Exporter.start(free, InstantSource.system(), WebSettings.DEFAULT);
        exporter.watch(
                () -> SystemFiles.read(List.of(Path.of(options.get("--spec"))), null),
                new Settings(
                        free,
                        free,
                        Duration.ofMillis(50),
                        Duration.ofMinutes(5),
                        RunningExporter.MAXIMUM_BODY,
                        64 << 20,
                        1_000_000,
                        100_000,
                        1_000_000,
                        100_000,
                        ModelLimits.DEFAULT,
                        WatchedBounds.DEFAULT,
                        Path.of(options.get("--data-dir")),
                        snapshots,
                        DecodeLimits.DEFAULT,
                        WebSettings.DEFAULT),
                new SourceSettings(new CloudEventsSettings(64 << 10, 1 << 20, Duration.ofMinutes(1), 8), List.of()));
        System.out.println(
                "metrics on http://127.0.0.1:" + exporter.metricsAddress().getPort() + "/metrics");
        System.out.println(
                "events to POST http://127.0.0.1:" + exporter.ingestAddress().getPort() + "/");
        known.set(true);
        new CountDownLatch(1).await();
    }
}
