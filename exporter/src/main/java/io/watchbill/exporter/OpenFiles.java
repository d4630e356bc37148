package io.watchbill.exporter;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Whether the system lets this process open a file for every connection. */
final class OpenFiles {
    /** Libraries, listeners, scrapers, state. */
    private static final int BESIDES = 500;

    private OpenFiles() {}

    static Optional<String> warning(int maximumConnections) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? warning(maximumConnections, unix.getMaxFileDescriptorCount())
                : Optional.empty();
    }

    static Optional<String> warning(int maximumConnections, long maximumFiles) {
        return maximumFiles - BESIDES >= maximumConnections
                ? Optional.empty()
                : Optional.of("--maximum-connections: " + maximumConnections + " need as many open files, of which this"
                        + " process may have " + maximumFiles + "; raise that (ulimit -n, LimitNOFILE of systemd) or"
                        + " take fewer connections");
    }
}
