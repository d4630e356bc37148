package io.watchbill.exporter;

import io.watchbill.engine.ModelLimits;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.engine.StateSettings;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.web.WebSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the exporter runs; what it watches is in the specifications.
 *
 * @param metrics where scrapers are answered
 * @param ingest where events are taken in
 * @param scoreInterval least time between two computations of the scores
 * @param maximumFuture how far ahead of the wall clock an event may be
 * @param maximumBody bytes of one body, before and after gzip
 * @param maximumInFlight bytes of all bodies that are being taken in
 * @param maximumKeys deliveries that are remembered, so that a repeated one counts once
 * @param maximumStreams streams whose position is remembered, so that each is read on from there
 * @param maximumJoins predictions of one model that are remembered for their labels
 * @param maximumWaiting labels and business events of one model that are remembered for their prediction
 * @param model how much of what senders name is kept apart, for each model
 * @param watched how much the specifications may ask for
 * @param dataFolder where the state is kept; null for nowhere but in memory
 * @param snapshots when the state is saved
 * @param limits bounds on a line
 * @param web how the listeners are protected
 */
record Settings(
        InetSocketAddress metrics,
        InetSocketAddress ingest,
        Duration scoreInterval,
        Duration maximumFuture,
        int maximumBody,
        long maximumInFlight,
        int maximumKeys,
        int maximumStreams,
        int maximumJoins,
        int maximumWaiting,
        ModelLimits model,
        WatchedBounds watched,
        @Nullable Path dataFolder,
        SnapshotSettings snapshots,
        DecodeLimits limits,
        WebSettings web) {
    /** The bounds of one model's state, whose older predictions go there. */
    StateSettings state(OlderPredictions older) {
        return new StateSettings(maximumFuture, older, maximumJoins, maximumWaiting, model);
    }
}
