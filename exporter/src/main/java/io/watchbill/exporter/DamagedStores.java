package io.watchbill.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/** The damaged stores beside the one in use, in its folder. Nothing but a person removes them. */
record DamagedStores(Path folder) {
    private static final String DATABASE = "db";
    private static final String ASIDE = "db.damaged-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Moves the store aside, which must be closed; returns where it is now. */
    Path moveAside(Instant now) throws StartException {
        Path aside = folder.resolve(ASIDE + STAMP.format(now));
        try {
            return Files.move(folder.resolve(DATABASE), aside);
        } catch (IOException e) {
            throw new StartException("the damaged store in " + folder + " cannot be moved aside: " + e, e);
        }
    }

    /** How many there are. */
    long count() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(ASIDE))
                    .count();
        }
    }
}
