package io.watchbill.exporter.store;

/**
 * What a store takes of memory outside of the heap, in bytes. Filters and tables grow with the ids that are kept; the others
 * have bounds that a store of any size reaches.
 *
 * @param filters of ids, see {@link KnownIds}
 * @param tables what RocksDB keeps of each open file
 * @param cache blocks of tables, and parts of their filters and indexes
 * @param buffers what is not in a table yet, or is still read from there
 */
public record StoreMemory(long filters, long tables, long cache, long buffers) {}
