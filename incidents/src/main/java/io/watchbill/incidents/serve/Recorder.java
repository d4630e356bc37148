package io.watchbill.incidents.serve;

import io.watchbill.incidents.file.BrokenFileException;
import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentFolder.Broken;
import io.watchbill.incidents.file.IncidentFolder.Content;
import io.watchbill.incidents.file.IncidentFolder.Stored;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.Opening;
import io.watchbill.incidents.record.WatchedSystems;
import io.watchbill.runbooks.template.TemplateFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is heard into the files. Doing it twice is doing it once. */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final IncidentFolder folder;
    private final WatchedSystems systems;
    private final Course course;

    /** What was said of files that people changed, so that it is said once. */
    private final Set<String> said = new HashSet<>();

    Recorder(IncidentFolder folder, WatchedSystems systems, Course course) {
        this.folder = folder;
        this.systems = systems;
        this.course = course;
    }

    /**
     * Writes arrivals into files.
     *
     * @return the numbers of those that are done; the others wait for a file that cannot be read or written
     */
    List<Long> write(Map<Long, Arrival> arrivals) throws IOException {
        return folder.<List<Long>, IOException>alone(() -> {
            List<Long> done = new ArrayList<>();
            for (Map.Entry<Long, Arrival> arrival : arrivals.entrySet()) {
                try {
                    if (write(arrival.getValue().notice(), arrival.getValue().at(), true)) {
                        done.add(arrival.getKey());
                    }
                } catch (IOException | TemplateFailure e) {
                    LOG.error("an alert waits in the journal, because its file cannot be written: {}", e.toString());
                }
            }
            return done;
        });
    }

    /** Whether a notice would change something in what the folder held a moment ago. */
    boolean isNews(Content content, Notice notice, Instant at, boolean mayOpen) {
        return opening(notice, at, mayOpen)
                .flatMap(opening -> course.heard(
                        notice,
                        opening,
                        known(content, opening).stream().map(Stored::incident).toList(),
                        at))
                .isPresent();
    }

    private Optional<Opening> opening(Notice notice, Instant at, boolean mayOpen) {
        return systems.opening(notice, at).map(found -> mayOpen ? found : found.closed());
    }

    private static List<Stored> known(Content content, Opening opening) {
        return content.incidents().stream()
                .filter(stored -> stored.incident()
                        .subject()
                        .key()
                        .equals(opening.subject().key()))
                .toList();
    }

    /**
     * Writes one notice into the file of its incident.
     *
     * @param mayOpen whether it may open an incident
     * @return false if it must wait, because the incident's file cannot be read
     */
    boolean write(Notice notice, Instant at, boolean mayOpen) throws IOException {
        Optional<Opening> opening = opening(notice, at, mayOpen);
        if (opening.isEmpty()) {
            return true;
        }
        Content content = folder.read();
        if (opening.get().subject().key().filter(content::isUnsettled).isPresent()) {
            return false;
        }
        List<Stored> known = known(content, opening.get());
        Optional<Incident> changed = course.heard(
                notice, opening.get(), known.stream().map(Stored::incident).toList(), at);
        if (changed.isEmpty()) {
            return true;
        }
        if (changed.get().id().isEmpty()) {
            Incident filed = folder.create(changed.get());
            LOG.info("{} is opened, {}", filed.id(), filed.severity());
            return true;
        }
        Stored stored = known.stream()
                .filter(candidate ->
                        candidate.incident().id().equals(changed.get().id()))
                .findFirst()
                .orElseThrow();
        // What the file says may have changed since it was read: it is asked again.
        return edit(
                stored,
                incident -> course.heard(
                        notice,
                        opening.get(),
                        known.stream()
                                .map(Stored::incident)
                                .map(other -> other.id().equals(incident.id()) ? incident : other)
                                .toList(),
                        at));
    }

    /** Changes a file by what it holds at that moment; returns false if it cannot be read. */
    boolean edit(Stored stored, Function<Incident, Optional<Incident>> change) throws IOException {
        try {
            folder.<RuntimeException>edit(stored.path(), file -> {
                Set<String> kept = file.changedParts();
                Optional<Incident> changed = change.apply(file.incident());
                if (changed.isPresent() && !kept.isEmpty() && said.add(stored.path() + " " + kept)) {
                    LOG.warn(
                            "{}: what stands between the markers of {} was edited and is kept; new entries are in the"
                                    + " file's state only",
                            stored.path(),
                            kept);
                }
                return changed.filter(now -> now.id().equals(file.incident().id()));
            });
            return true;
        } catch (BrokenFileException | NoSuchFileException e) {
            return false; // it says so when the folder is read next; or it was moved away
        }
    }

    /** Names files that cannot be read, each once for each fault. */
    Content read() throws IOException {
        Content content = folder.read();
        for (Broken broken : content.broken()) {
            if (said.add(broken.text())) {
                LOG.error("{}; the file is left as it is, and what is heard of it waits", broken.text());
            }
        }
        return content;
    }
}
