/** The durable store: a journal of records, parts of state, and predictions that have left memory, on RocksDB. */
@NullMarked
package io.watchbill.exporter.store;

import org.jspecify.annotations.NullMarked;
