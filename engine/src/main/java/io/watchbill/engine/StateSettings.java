package io.watchbill.engine;

import java.time.Duration;

/**
 * How a state is bounded.
 *
 * @param maximumFuture how far ahead of the wall clock an event may be
 * @param older where predictions go that leave memory
 * @param maximumJoins predictions remembered for their labels in memory, up to {@link SpilledPredictions#MOST}
 * @param maximumWaiting labels and business events remembered for their prediction
 * @param limits how much of what senders name is kept apart
 */
public record StateSettings(
        Duration maximumFuture, OlderPredictions older, int maximumJoins, int maximumWaiting, ModelLimits limits) {
    /** With the usual limits of names. */
    public StateSettings(Duration maximumFuture, OlderPredictions older, int maximumJoins, int maximumWaiting) {
        this(maximumFuture, older, maximumJoins, maximumWaiting, ModelLimits.DEFAULT);
    }
}
