package io.watchbill.profiler;

/**
 * What came of joining the labels of a file to the rows by id.
 *
 * @param file       the file's name
 * @param joined     rows that found their label
 * @param unlabelled rows without one
 * @param orphans    ids of the file that no row has
 * @param duplicates further labels of ids that had one; the first counts
 */
public record LabelJoin(String file, long joined, long unlabelled, long orphans, long duplicates) {}
