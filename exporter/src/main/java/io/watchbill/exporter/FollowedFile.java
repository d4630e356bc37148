package io.watchbill.exporter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines that another process appends to a file. */
final class FollowedFile implements Source {
    static final String KIND = "file";

    private static final Logger LOG = LoggerFactory.getLogger(FollowedFile.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Path path;

    FollowedFile(Path path) {
        this.path = path;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> inputs() {
        return List.of(path.toString());
    }

    @Override
    public Set<SourceProblem> problems() {
        return Set.of(SourceProblem.MISSING, SourceProblem.UNREADABLE, SourceProblem.REWRITTEN);
    }

    @Override
    public void run(SourceHost host) throws InterruptedException {
        try (FileTail tail = new FileTail(path, path.toString(), host, System::nanoTime)) {
            while (true) {
                if (!tail.step()) {
                    Thread.sleep(BETWEEN_LOOKS.toMillis());
                }
            }
        } catch (IOException e) {
            LOG.debug("{} did not close", path, e);
        }
    }
}
