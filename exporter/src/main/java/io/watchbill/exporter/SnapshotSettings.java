package io.watchbill.exporter;

import java.time.Duration;

/**
 * When the state is saved: at the first of these.
 *
 * @param interval time since it was saved last
 * @param journalBytes bytes of records since then
 * @param predictions predictions in memory
 */
record SnapshotSettings(Duration interval, long journalBytes, int predictions) {}
