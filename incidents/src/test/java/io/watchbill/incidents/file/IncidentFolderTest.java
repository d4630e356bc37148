package io.watchbill.incidents.file;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.Work;
import io.watchbill.spec.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentFolderTest {

    @TempDir
    Path directory;

    private IncidentFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = IncidentFolder.open(directory, IncidentPage.SHIPPED);
    }

    @Test
    void idsCountWithinTheYearAndNeverTwice() throws Exception {
        Files.writeString(directory.resolve("INC-2026-0041.md"), "");

        assertThat(file("a").id()).isEqualTo("INC-2026-0042");
        assertThat(file("b").id()).isEqualTo("INC-2026-0043");
    }

    @Test
    void incidentsThatAreFiledAtTheSameTimeGetIdsOfTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Incident>> filed = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                filed.add(threads.submit(() ->
                        IncidentFolder.open(directory, IncidentPage.SHIPPED).create(reported("x"))));
            }
            for (Future<Incident> one : filed) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(folder.read().incidents()).hasSize(20);
    }

    @Test
    void aBrokenFileIsNamedLeftUntouchedAndStopsNoOther() throws Exception {
        file("a");
        Path second = directory.resolve(file("b").id() + ".md");
        String broken = Files.readString(second).replace("severity: P1", "severity: much");
        Files.writeString(second, broken);

        IncidentFolder.Content content = folder.read();

        assertThat(content.incidents()).hasSize(1);
        assertThat(content.broken())
                .singleElement()
                .satisfies(
                        file -> assertThat(file.text()).isEqualTo(second + ":4: severity: expected P1, P2, P3 or P4"));
        assertThatThrownBy(() -> folder.edit(second, file -> Optional.of(file.incident())))
                .isInstanceOf(BrokenFileException.class);
        assertThat(second).hasContent(broken);
    }

    @Test
    void aCopyIsNoIncidentOfItsOwn() throws Exception {
        Path first = directory.resolve(file("a").id() + ".md");
        Files.copy(first, directory.resolve("INC-2026-0007.md"));
        Files.copy(first, directory.resolve("copy of INC-2026-0001.md"));

        assertThat(folder.read().incidents()).hasSize(1);
        assertThat(folder.read().broken())
                .singleElement()
                .satisfies(file ->
                        assertThat(file.message()).isEqualTo("id: expected that of the file's name; is it a copy?"));
    }

    @Test
    void whatSomebodySavesMeanwhileIsReadAgainFirst() throws Exception {
        Path path = directory.resolve(file("a").id() + ".md");
        List<String> seen = new ArrayList<>();

        folder.<Exception>edit(path, file -> {
            seen.add(file.incident().title());
            if (seen.size() == 1) {
                save(path, "title: a", "title: better");
            }
            return Optional.of(Work.acknowledged(file.incident(), "ben", "", T0));
        });

        assertThat(seen).containsExactly("a", "better");
        assertThat(path).content().contains("title: better", "Acknowledged by ben");
    }

    @Test
    void aFileThatIsBeingSavedIsStillTheFileOfItsIncident() throws Exception {
        AtomicLong nanoTime = new AtomicLong();
        IncidentFolder watched = IncidentFolder.open(directory, IncidentPage.SHIPPED, nanoTime::get);
        Notice notice = Alerts.firing("orders", T0);
        Incident incident = watched.create(Course.DEFAULT
                .heard(notice, Alerts.systems().opening(notice, T0).orElseThrow(), List.of(), T0)
                .orElseThrow());
        Path path = directory.resolve(incident.id() + ".md");
        String key = incident.subject().key().orElseThrow();
        String content = Files.readString(path);
        assertThat(watched.read().isUnsettled(key)).isFalse();

        Files.writeString(path, "");
        assertThat(watched.read().isUnsettled(key)).as("emptied").isTrue();
        Files.delete(path);
        assertThat(watched.read().isUnsettled(key)).as("taken away").isTrue();
        nanoTime.set(Duration.ofSeconds(5).toNanos());
        assertThat(watched.read().isUnsettled(key)).as("taken away").isTrue();
        Files.writeString(path, content);
        assertThat(watched.read().isUnsettled(key)).as("saved").isFalse();
        Files.delete(path);
        watched.read();
        nanoTime.set(Duration.ofSeconds(11).toNanos());
        assertThat(watched.read().isUnsettled(key)).as("moved away").isFalse();
    }

    @Test
    void versionControlIgnoresWhatProgramsKeep() {
        assertThat(directory.resolve(".watchbill/.gitignore")).hasContent("*\n");
    }

    private Incident file(String title) throws IOException {
        return folder.create(reported(title));
    }

    private static Incident reported(String title) {
        return Work.reported(Priority.P1, title, Optional.empty(), "", "ana", T0);
    }

    private static void save(Path path, String old, String changed) throws IOException {
        Files.writeString(path, Files.readString(path).replace(old, changed));
    }
}
