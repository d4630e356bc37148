package io.watchbill.exporter;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines on standard input. They cannot be read again: what was read and not stored when the process ends is lost. */
final class StandardInput implements Source {
    static final String KIND = "stdin";

    private static final Logger LOG = LoggerFactory.getLogger(StandardInput.class);
    private static final String INPUT = "-";

    private final InputStream in;

    StandardInput(InputStream in) {
        this.in = in;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> inputs() {
        return List.of(INPUT);
    }

    @Override
    public Set<SourceProblem> problems() {
        return Set.of(SourceProblem.UNREADABLE);
    }

    @Override
    public boolean endsWhenInterrupted() {
        return false;
    }

    @Override
    public void run(SourceHost host) throws InterruptedException {
        LineChunks chunks = new LineChunks(in::read, host.longestLine(), 0);
        host.up(INPUT);
        try {
            for (LineChunks.Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                take(host, chunk);
            }
        } catch (IOException e) {
            host.down(INPUT, SourceProblem.UNREADABLE, "cannot be read any more: " + e.getMessage());
            return;
        }
        take(host, chunks.rest());
        LOG.info("stdin has ended; the exporter goes on serving what it has taken in");
    }

    private static void take(SourceHost host, LineChunks.@Nullable Chunk chunk) throws InterruptedException {
        if (chunk == null) {
            return;
        }
        SourceHost.Place place = new SourceHost.Place(INPUT, "", chunk.next());
        if (chunk.tooLong()) {
            host.tooLong(place);
        } else {
            host.take(chunk.bytes(), chunk.length(), place);
        }
    }
}
