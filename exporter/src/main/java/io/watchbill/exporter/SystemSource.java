package io.watchbill.exporter;

import java.util.List;

/** Reads the systems that are to be watched, at the start and whenever it is asked to read them again. */
interface SystemSource {
    List<WatchedSystem> read() throws StartException;
}
