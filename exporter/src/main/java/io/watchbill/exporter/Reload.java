package io.watchbill.exporter;

import io.watchbill.exporter.store.StoreException;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the specifications and profiles again and goes on with them: windows, counters and waiting predictions are kept as
 * far as they mean the same, and the log says what is not. Files that cannot be used change nothing. Thread-safe.
 */
final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final SystemSource source;
    private final WatchedBounds bounds;
    private final Keeper keeper;
    private final Ingest ingest;
    private final InstantSource clock;
    private volatile Map<String, String> hashes;
    private volatile boolean succeeded = true;
    private volatile long succeededMillis;

    /** @param hashes of the specifications that are watched, by name */
    Reload(
            SystemSource source,
            WatchedBounds bounds,
            Keeper keeper,
            Ingest ingest,
            Map<String, String> hashes,
            InstantSource clock) {
        this.source = source;
        this.bounds = bounds;
        this.keeper = keeper;
        this.ingest = ingest;
        this.hashes = hashes;
        this.clock = clock;
        this.succeededMillis = clock.millis();
    }

    /** @throws StartException saying why nothing was changed */
    synchronized void run() throws StartException {
        succeeded = false;
        try {
            List<WatchedSystem> systems = source.read();
            ModelPlans plans = ModelPlans.of(systems);
            bounds.require(plans.plans());
            keeper.replan(plans.plans(), ingest::replan).forEach(LOG::warn);
            hashes = plans.hashes();
            succeeded = true;
            succeededMillis = clock.millis();
            systems.forEach(system -> LOG.info("watching {}", SystemFiles.describe(system)));
        } catch (StoreException | IOException e) {
            throw new StartException("the state cannot be saved now, and is not changed: " + e.getMessage(), e);
        }
    }

    /** The hashes of the specifications that are watched, by name. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** Whether the last reload could use the files. */
    boolean succeeded() {
        return succeeded;
    }

    void add(Page page) {
        page.count(MetricFamilies.RELOAD_SUCCESSFUL, succeeded ? 1 : 0);
        page.add(MetricFamilies.RELOAD_SUCCESS, succeededMillis / 1_000.0);
    }
}
