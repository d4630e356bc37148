package io.watchbill.exporter;

/**
 * How far a stream was read.
 *
 * @param stream a name that stays with the stream's content, whoever reads it
 * @param next where to read on
 */
record Position(String stream, long next) {}
